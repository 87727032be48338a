using Helpdesk.Core.Messages;
using NodaTime;

namespace Helpdesk.Core.Runtime.Channels;

/// <summary>
/// What a channel has to tell. An adapter makes it after it has made sure of where it comes from. Events may come more than once and in
/// any order. A closed family.
/// </summary>
public abstract record ChannelEvent
{
    private ChannelEvent()
    {
    }

    /// <summary>The channel and our account on it: ids are unique within it.</summary>
    public required ChannelAddress Channel { get; init; }

    /// <summary>When it happened by the clock of the source; null when that is not known.</summary>
    public Instant? OccurredAt { get; init; }

    /// <summary>What came, byte for byte; kept whole when it cannot be used.</summary>
    public ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>Somebody wrote.</summary>
    /// <param name="Message">What.</param>
    public sealed record MessageReceived(InboundMessage Message) : ChannelEvent;

    /// <summary>Something became of a message that left.</summary>
    /// <param name="Key">The <see cref="OutboundMessage.IdempotencyKey"/> under which the channel got it.</param>
    /// <param name="State">How far it got.</param>
    public sealed record DeliveryChanged(string Key, DeliveryState State) : ChannelEvent
    {
        /// <summary>Why, where it failed; names no person.</summary>
        public Fault? Reason { get; init; }
    }

    /// <summary>A phone call rings, is answered, ends or is missed.</summary>
    /// <param name="Call">The call as it is now.</param>
    public sealed record CallChanged(PhoneCall Call) : ChannelEvent;

    /// <summary>A conversation is over: the visitor left.</summary>
    /// <param name="Conversation">Its key on the channel.</param>
    /// <param name="By">Who took part in it, under the identity under which the messages came.</param>
    public sealed record ConversationEnded(string Conversation, Address By) : ChannelEvent;
}
