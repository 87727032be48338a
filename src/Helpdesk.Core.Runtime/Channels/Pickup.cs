using Helpdesk.Core.Messages;
using NodaTime;

namespace Helpdesk.Core.Runtime.Channels;

/// <summary>What a message source took from its place: a message, or bytes that it could not read. A closed family.</summary>
public abstract record Pickup
{
    private Pickup()
    {
    }

    /// <summary>Where it was taken from, for people: a file name, with a number inside a mailbox file.</summary>
    public required string Place { get; init; }

    /// <summary>The bytes as they were found. Kept whole when the input is quarantined.</summary>
    public required ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>A message that could be read.</summary>
    /// <param name="Message">The message in channel-neutral form.</param>
    /// <param name="ArrivedAt">
    /// When the message reached the mailbox, as far as its own trace says; null when nothing usable is known.
    /// </param>
    public sealed record Readable(InboundMessage Message, Instant? ArrivedAt) : Pickup;

    /// <summary>Input that is no message: kept whole, with the reason.</summary>
    /// <param name="Reason">Why it could not be read.</param>
    public sealed record Unreadable(Fault Reason) : Pickup;
}
