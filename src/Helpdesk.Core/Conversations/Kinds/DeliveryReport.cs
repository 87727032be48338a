using Helpdesk.Core.Messages;
using NodaTime;

namespace Helpdesk.Core.Conversations.Kinds;

/// <summary>
/// What is reported of a message that we sent: by a mail system that could not deliver it (RFC 3464, or in words), by the program that showed it
/// (RFC 8098), or because somebody complained (RFC 5965). Anybody can send such a report: which message it is about must be proven by an
/// id that only its recipients know.
/// </summary>
public sealed record DeliveryReport
{
    /// <summary>The kind of the report: bounce, receipt or complaint.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>What is said of each recipient, in order; empty when no recipient is named.</summary>
    public required IReadOnlyList<RecipientReport> Recipients { get; init; }

    /// <summary>The Message-ID of the message that it is about, without brackets; empty when it is not told.</summary>
    public string OriginalMessageId { get; init; } = "";

    /// <summary>The id that we gave the envelope (RFC 3461 <c>ENVID</c>), or empty.</summary>
    public string EnvelopeId { get; init; } = "";

    /// <summary>The system or program that reports, or empty.</summary>
    public string Reporter { get; init; } = "";

    /// <summary>Whether it was read from a machine-readable part; otherwise from words, and may be incomplete.</summary>
    public bool IsMachineReadable { get; init; }

    /// <summary>Reads the report in a message, in time linear in its size.</summary>
    /// <param name="message">The message.</param>
    /// <param name="kind">The kind that it was found to be.</param>
    /// <returns>Null when it is no bounce, receipt or complaint.</returns>
    public static DeliveryReport? Read(InboundMessage message, MessageKind kind)
    {
        ArgumentNullException.ThrowIfNull(message);
        return kind switch
        {
            MessageKind.Bounce => BounceReader.Read(message),
            MessageKind.Receipt => ReceiptReader.Read(message),
            MessageKind.Complaint => ComplaintReader.Read(message),
            _ => null,
        };
    }

    /// <summary>
    /// What the report changes about a message of ours; null when nothing: a delay, a complaint, or nothing that is certain. A message counts as
    /// failed when any recipient is out of reach for good.
    /// </summary>
    /// <param name="message">The message that it is proven to be about.</param>
    /// <param name="at">When the report was written; null when that is not known.</param>
    public DeliveryNews? NewsOf(MessageId message, Instant? at)
    {
        var failed = Recipients.FirstOrDefault(r => r.IsPermanent);
        DeliveryState? state = failed is not null ? DeliveryState.Failed
            : Recipients.Any(r => r.Action == DeliveryAction.Displayed) ? DeliveryState.Read
            : Recipients.Count > 0 && Recipients.All(r => r.Action == DeliveryAction.Delivered) ? DeliveryState.Delivered
            : null;
        return state is not { } known ? null : new DeliveryNews(message, known)
        {
            Reason = failed is null ? null : new Fault("bounced", failed.Status.Length == 0 ? "It came back." : $"It came back with status {failed.Status}."),
            OccurredAt = at,
        };
    }

    /// <summary>Explains it, area <c>delivery-report</c>; the code is the kind. No address stands in it.</summary>
    public Trace Explain() => new(
        "delivery-report",
        Kind switch
        {
            MessageKind.Bounce => "bounce",
            MessageKind.Receipt => "receipt",
            _ => "complaint",
        },
        $"It reports of {Recipients.Count} recipient(s).")
    {
        Facts =
        [
            new TraceFact("message", OriginalMessageId),
            new TraceFact("machine-readable", IsMachineReadable ? "yes" : "no"),
            .. Recipients.Take(20).Select(r => new TraceFact("recipient", $"{r.Action} {r.Status}".Trim())),
        ],
    };
}
