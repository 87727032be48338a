using System.Globalization;
using System.Text.Json.Serialization;
using NodaTime;

namespace Helpdesk.Core.Messages;

/// <summary>A message that must leave by a channel. It waits in the outbox until the channel took it.</summary>
public sealed record OutboundMessage
{
    private const int MaxParts = 10_000;

    /// <summary>The message of the ticket that this sends; the channel's idempotency key is made of it.</summary>
    public required MessageId Id { get; init; }

    /// <summary>The channel to leave by.</summary>
    public required ChannelAddress Channel { get; init; }

    /// <summary>Who gets it.</summary>
    public required IReadOnlyList<Address> To { get; init; }

    /// <summary>The subject.</summary>
    public required string Subject { get; init; }

    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>The id that the message carries outside (Message-ID without brackets).</summary>
    public required string ExternalId { get; init; }

    /// <summary>Where answers are to go, so that they find the ticket; null for the account of the channel.</summary>
    public Address? ReplyTo { get; init; }

    /// <summary>
    /// Where failures to deliver it are reported, so that the report finds the message (VERP); null for the account of the channel. Never
    /// shown to the recipient as an address to answer to.
    /// </summary>
    public Address? ReturnPath { get; init; }

    /// <summary>A line to be written below the text, by which an answer that quotes it finds the ticket; empty for none.</summary>
    public string Marker { get; init; } = "";

    /// <summary>External ids of the conversation, oldest first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>
    /// What goes with it. It is stored with the message of the ticket and not in the outbox: whoever sends it reads it there again.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>Whether it has attachments, whether or not they are at hand.</summary>
    public bool HasAttachments { get; init; }

    /// <summary>The name of a template that its channel has approved and that is to be sent with the text as its content; empty for none.</summary>
    public string Template { get; init; } = "";

    /// <summary>
    /// Whether a machine wrote it: an automatic message says so (RFC 3834) and must never be answered by a machine.
    /// </summary>
    public bool IsAutomatic { get; init; }

    /// <summary>The key of the conversation on its channel, such as a chat's; empty on channels without one.</summary>
    public string Conversation { get; init; } = "";

    /// <summary>When the customer last wrote there before it was written; null when that is not known. Windows are counted from it.</summary>
    public Instant? HeardAt { get; init; }

    /// <summary>Which part of the message this is, from 0, where the channel takes only short texts.</summary>
    public int Part { get; init; }

    /// <summary>In how many parts the message leaves.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>Under which it leaves once: the message, and the part where there are several.</summary>
    public string IdempotencyKey => Parts == 1 ? Id.ToString() : string.Create(CultureInfo.InvariantCulture, $"{Id}.{Part}");

    /// <summary>Reads an <see cref="IdempotencyKey"/> again.</summary>
    /// <param name="key">Anything.</param>
    /// <param name="message">The message that it names.</param>
    /// <param name="part">The part of it.</param>
    public static bool TryReadKey(string key, out MessageId message, out int part)
    {
        ArgumentNullException.ThrowIfNull(key);
        (message, part) = (default, 0);
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        if (!Guid.TryParseExact(dot < 0 ? key : key[..dot], "N", out var id)
            || (dot >= 0 && (!int.TryParse(key.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out part) || part >= MaxParts)))
        {
            return false;
        }

        message = new MessageId(id);
        return true;
    }

    /// <summary>What the host is to do; null for a message. The <see cref="Id"/> is the key under which it takes effect once.</summary>
    public HostCall? Call { get; init; }
}
