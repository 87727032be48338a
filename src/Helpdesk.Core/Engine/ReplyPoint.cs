using Helpdesk.Core.Messages;
using NodaTime;

namespace Helpdesk.Core.Engine;

/// <summary>Where an answer goes on: the channel of the customer's last message, and its ids.</summary>
/// <param name="Channel">The channel and our account on it.</param>
/// <param name="References">External ids of the conversation, oldest first, ending with the message to answer.</param>
public sealed record ReplyPoint(ChannelAddress Channel, IReadOnlyList<string> References)
{
    /// <summary>Who wrote there last; null for the requester.</summary>
    public Address? Writer { get; init; }

    /// <summary>When that was; null when it is not known. Windows are counted from it.</summary>
    public Instant? HeardAt { get; init; }

    /// <summary>The key of the conversation on the channel; empty on mail.</summary>
    public string Conversation => Channel.Channel == ChannelAddress.Mail || References.Count == 0 ? "" : References[0];
}
