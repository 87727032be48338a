using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Conversations.Kinds;

/// <summary>Reads delivery reports: their machine-readable part (RFC 3464), or else what they say in words.</summary>
internal static class BounceReader
{
    private static readonly string[] Types = ["message/delivery-status", "message/global-delivery-status"];

    public static DeliveryReport Read(InboundMessage message)
    {
        var groups = message.Attachments
            .Where(a => Types.Contains(a.MediaType, StringComparer.OrdinalIgnoreCase))
            .SelectMany(a => ReportFields.Read(a.Content, "Original-Recipient", "Final-Recipient", "Action"))
            .ToList();
        var ofMessage = groups.FirstOrDefault(g => !IsOfRecipient(g)) ?? groups.FirstOrDefault();
        var recipients = groups.Where(IsOfRecipient).Select(Recipient).ToList();
        var isMachineReadable = recipients.Count > 0;
        return new DeliveryReport
        {
            Kind = MessageKind.Bounce,
            Recipients = isMachineReadable ? recipients : BounceWords.Read(message),
            OriginalMessageId = ReturnedMessage.IdIn(message),
            EnvelopeId = ofMessage?["Original-Envelope-Id"] ?? "",
            Reporter = WithoutType(ofMessage?["Reporting-MTA"] ?? ""),
            IsMachineReadable = isMachineReadable,
        };
    }

    private static bool IsOfRecipient(ReportFields group) => group.Has("Final-Recipient") || group.Has("Action") || group.Has("Original-Recipient");

    private static RecipientReport Recipient(ReportFields group)
    {
        var original = ReportAddress.Read(group["Original-Recipient"]);
        return new RecipientReport(ReportAddress.Read(group["Final-Recipient"]) ?? original, ActionOf(group["Action"]))
        {
            OriginalRecipient = original,
            Status = StatusCodes.First(group["Status"]),
            Diagnostic = WithoutType(group["Diagnostic-Code"]),
            RemoteServer = WithoutType(group["Remote-MTA"]),
        };
    }

    // "failed (user unknown)", "Failed", and words of single systems
    private static DeliveryAction ActionOf(string value)
    {
        var end = value.AsSpan().IndexOfAny(" (;");
        return (end < 0 ? value : value[..end]).ToLowerInvariant() switch
        {
            "failed" or "failure" or "expired" => DeliveryAction.Failed,
            "delayed" => DeliveryAction.Delayed,
            "delivered" or "deliverable" => DeliveryAction.Delivered,
            "relayed" => DeliveryAction.Relayed,
            "expanded" => DeliveryAction.Expanded,
            _ => DeliveryAction.Unknown,
        };
    }

    private static string WithoutType(string value) => value[(value.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim();
}
