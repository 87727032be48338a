using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Conversations.Kinds;

/// <summary>Reads complaints (RFC 5965). Providers often leave out who complained; then the recipients of the message are not guessed.</summary>
internal static class ComplaintReader
{
    private const int MaxRecipients = 100;

    public static DeliveryReport Read(InboundMessage message)
    {
        var groups = message.Attachments
            .Where(a => a.MediaType.Equals("message/feedback-report", StringComparison.OrdinalIgnoreCase))
            .SelectMany(a => ReportFields.Read(a.Content))
            .ToList();
        var people = groups.SelectMany(g => g.All("Original-Rcpt-To").Concat(g.All("Removal-Recipient")))
            .Select(ReportAddress.Read)
            .OfType<Address>()
            .DistinctBy(a => (a.Kind, a.Key))
            .Take(MaxRecipients);
        var type = groups.Select(g => g["Feedback-Type"]).FirstOrDefault(t => t.Length > 0) ?? "";
        return new DeliveryReport
        {
            Kind = MessageKind.Complaint,
            Recipients = [.. people.Select(p => new RecipientReport(p, DeliveryAction.Complained) { Diagnostic = type })],
            OriginalMessageId = ReturnedMessage.IdIn(message),
            EnvelopeId = groups.Select(g => g["Original-Envelope-Id"]).FirstOrDefault(t => t.Length > 0) ?? "",
            Reporter = groups.Select(g => g["User-Agent"]).FirstOrDefault(t => t.Length > 0) ?? "",
            IsMachineReadable = groups.Count > 0,
        };
    }
}
