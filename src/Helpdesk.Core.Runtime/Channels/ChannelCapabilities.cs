using System.Globalization;
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

    /// <summary>Until when the customer may be written to freely, this instant excluded; null for always.</summary>
    public Instant? Until { get; init; }

    /// <summary>Whether it has approved templates, which may be sent at any time.</summary>
    public bool HasTemplates { get; init; }

    /// <summary>How long a text may be; a longer one leaves in parts. Null for any length.</summary>
    public TextLimit? MaxText { get; init; }

    /// <summary>In how many parts a long text may leave; null for any number.</summary>
    public int? MaxParts { get; init; }

    /// <summary>How many attachments a message may have.</summary>
    /// <value>Default: 0; a channel that carries attachments says so.</value>
    public int MaxAttachments { get; init; }

    /// <summary>How many bytes all attachments of a message may have together; null for any number.</summary>
    public long? MaxAttachmentBytes { get; init; }

    /// <summary>Which attachments it takes, by media type in lower case, such as <c>image/png</c>, or <c>image/*</c> for all of a kind; null for any.</summary>
    public IReadOnlyList<string>? AttachmentTypes { get; init; }

    /// <summary>
    /// Whether a message that is handed over again under the same <see cref="OutboundMessage.IdempotencyKey"/> leaves only once.
    /// </summary>
    public bool IsIdempotent { get; init; }

    /// <summary>Why nothing can be written freely at an instant; null when it can.</summary>
    public Fault? Refusal(Instant at) => !CanSend ? new Fault(SendFaults.NotOutbound, "The channel takes no messages to the outside.")
        : Until is { } until && at >= until ? new Fault(
            SendFaults.WindowClosed,
            HasTemplates ? "The time in which the customer may be written to freely is over; a template may be sent."
                : "The time in which the customer may be written to is over.")
        : null;

    /// <summary>Why a message cannot leave at an instant; null when it can.</summary>
    /// <param name="message">The message, whole.</param>
    /// <param name="at">When.</param>
    public Fault? Refusal(OutboundMessage message, Instant at)
    {
        ArgumentNullException.ThrowIfNull(message);
        var isTemplate = message.Template.Length > 0;
        return Refusal(at) is { } no && !(isTemplate && HasTemplates && no.Code == SendFaults.WindowClosed) ? no
            : isTemplate && !HasTemplates ? new Fault(SendFaults.NoTemplates, "The channel has no templates.")
            : MaxParts is { } parts && PartsOf(message.Text).Count > parts
                ? new Fault(SendFaults.TooLong, string.Create(CultureInfo.InvariantCulture, $"The text is too long for the channel, even in {parts} parts."))
            : message.Attachments.Count > MaxAttachments ? new Fault(
                SendFaults.AttachmentRefused,
                MaxAttachments == 0 ? "The channel carries no attachments."
                    : string.Create(CultureInfo.InvariantCulture, $"The channel carries at most {MaxAttachments} attachments a message."))
            : message.Attachments.Sum(a => (long)a.Content.Length) > MaxAttachmentBytes
                ? new Fault(SendFaults.AttachmentRefused, string.Create(CultureInfo.InvariantCulture, $"The channel carries at most {MaxAttachmentBytes} bytes of attachments a message."))
            : message.Attachments.FirstOrDefault(a => !Takes(a.MediaType)) is { } other
                ? new Fault(SendFaults.AttachmentRefused, $"The channel carries no attachments of the type {other.MediaType}.")
            : null;
    }

    /// <summary>The parts in which a text leaves.</summary>
    public IReadOnlyList<string> PartsOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return MaxText is { } limit ? TextPieces.Split(text, limit) : [text];
    }

    private bool Takes(string type) => AttachmentTypes is null || AttachmentTypes.Any(t => t.EndsWith("/*", StringComparison.Ordinal)
        ? type.StartsWith(t[..^1], StringComparison.OrdinalIgnoreCase)
        : type.Equals(t, StringComparison.OrdinalIgnoreCase));
}
