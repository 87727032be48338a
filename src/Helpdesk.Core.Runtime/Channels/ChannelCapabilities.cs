using Helpdesk.Core.Messages;
using NodaTime;

namespace Helpdesk.Core.Runtime.Channels;

/// <summary>What a channel can do for a conversation at a moment.</summary>
public sealed record ChannelCapabilities
{
    /// <summary>A channel that only takes messages in.</summary>
    public static ChannelCapabilities InboundOnly { get; } = new() { CanSend = false };

    /// <summary>Whether it takes messages to the outside at all.</summary>
    /// <value>Default: true.</value>
    public bool CanSend { get; init; } = true;

    /// <summary>Until when the customer may be written to, this instant excluded; null for always.</summary>
    public Instant? Until { get; init; }

    /// <summary>How long a text may be; a longer one leaves in parts. Null for any length.</summary>
    public TextLimit? MaxText { get; init; }

    /// <summary>
    /// Whether a message that is handed over again under the same <see cref="OutboundMessage.IdempotencyKey"/> leaves only once.
    /// </summary>
    public bool IsIdempotent { get; init; }

    /// <summary>Why nothing can leave at an instant; null when it can.</summary>
    public Fault? Refusal(Instant at) => !CanSend ? new Fault(SendFaults.NotOutbound, "The channel takes no messages to the outside.")
        : Until is { } until && at >= until ? new Fault(SendFaults.WindowClosed, "The time in which the customer may be written to is over.")
        : null;
}
