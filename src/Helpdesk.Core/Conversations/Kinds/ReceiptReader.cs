using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Conversations.Kinds;

/// <summary>Reads receipts (RFC 8098).</summary>
internal static class ReceiptReader
{
    public static DeliveryReport Read(InboundMessage message)
    {
        var fields = message.Attachments
            .Where(a => a.MediaType is "message/disposition-notification" or "message/global-disposition-notification")
            .SelectMany(a => ReportFields.Read(a.Content))
            .FirstOrDefault();
        var original = ReportAddress.Read(fields?["Original-Recipient"] ?? "");
        var id = ReturnedMessage.Id(fields?["Original-Message-ID"] ?? "");
        return new DeliveryReport
        {
            Kind = MessageKind.Receipt,
            Recipients =
            [
                new RecipientReport(ReportAddress.Read(fields?["Final-Recipient"] ?? "") ?? original ?? message.From, ActionOf(fields?["Disposition"] ?? ""))
                {
                    OriginalRecipient = original,
                    Diagnostic = fields?["Disposition"] ?? "",
                },
            ],
            OriginalMessageId = id.Length > 0 ? id : ReturnedMessage.IdIn(message),
            Reporter = fields?["Reporting-UA"] ?? "",
            IsMachineReadable = fields is not null,
        };
    }

    // "manual-action/MDN-sent-manually; displayed/error"
    private static DeliveryAction ActionOf(string disposition)
    {
        var type = disposition[(disposition.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim();
        var end = type.AsSpan().IndexOfAny("/, ");
        return (end < 0 ? type : type[..end]).ToLowerInvariant() switch
        {
            "displayed" => DeliveryAction.Displayed,
            "deleted" => DeliveryAction.Deleted,
            "dispatched" or "processed" => DeliveryAction.Relayed,
            "failed" => DeliveryAction.Failed,
            _ => DeliveryAction.Unknown,
        };
    }
}
