using NodaTime;

namespace Helpdesk.Core.Runtime.Channels;

/// <summary>What became of a message that was handed to a channel. A closed family.</summary>
public abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>The channel took it.</summary>
    public sealed record Accepted : SendResult
    {
        /// <summary>The ids that it has outside, if the channel gave any: what answers or reports one of them means this message.</summary>
        public IReadOnlyList<string> ExternalIds { get; init; } = [];
    }

    /// <summary>Not now; try again.</summary>
    /// <param name="RetryAfter">How long to wait at least.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Deferred(Duration RetryAfter, Fault Reason) : SendResult;

    /// <summary>Never: not this message in this way.</summary>
    /// <param name="Reason">Why, by one of the codes of <see cref="SendFaults"/> or one of the channel's own.</param>
    public sealed record Rejected(Fault Reason) : SendResult;

    /// <summary>
    /// It may have left: the connection broke when only the answer was missing. Tried again where the channel takes a key once
    /// (<see cref="ChannelCapabilities.IsIdempotent"/>); elsewhere somebody decides.
    /// </summary>
    /// <param name="Reason">What happened.</param>
    public sealed record Unknown(Fault Reason) : SendResult;
}
