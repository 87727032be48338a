using NodaTime;

namespace Helpdesk.Core.Messages;

/// <summary>What is reported of a message that leaves or left: by the channel that takes it, or later by the world outside.</summary>
/// <param name="Message">Which message.</param>
/// <param name="State">How far it got.</param>
public sealed record DeliveryNews(MessageId Message, DeliveryState State)
{
    /// <summary>Which part of the message, from 0: a channel may have cut a long text.</summary>
    public int Part { get; init; }

    /// <summary>In how many parts it leaves; at least 1.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>The channel and our account on it, within which <see cref="ExternalIds"/> are unique; null when there are none.</summary>
    public ChannelAddress? Channel { get; init; }

    /// <summary>The ids that the part has outside, as the channel gave them: what answers one of them answers the message.</summary>
    public IReadOnlyList<string> ExternalIds { get; init; } = [];

    /// <summary>Why, where it failed or nobody knows. Names no person: it stays in the stream.</summary>
    public Fault? Reason { get; init; }

    /// <summary>When it happened by the clock of whoever reports it; null when that is not known.</summary>
    public Instant? OccurredAt { get; init; }
}
