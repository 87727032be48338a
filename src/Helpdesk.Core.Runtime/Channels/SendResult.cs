using NodaTime;

namespace Helpdesk.Core.Runtime.Channels;

/// <summary>What became of a message that was handed to a channel. A closed family.</summary>
public abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>The channel took it.</summary>
    public sealed record Accepted : SendResult;

    /// <summary>Not now; try again.</summary>
    /// <param name="RetryAfter">How long to wait at least.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Deferred(Duration RetryAfter, Fault Reason) : SendResult;

    /// <summary>Never.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Rejected(Fault Reason) : SendResult;
}
