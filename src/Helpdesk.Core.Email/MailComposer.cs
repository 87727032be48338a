using System.Diagnostics.CodeAnalysis;
using System.Text;
using Helpdesk.Core.Email.Sending;
using Helpdesk.Core.Email.Writing;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using NodaTime;

namespace Helpdesk.Core.Email;

/// <summary>
/// Writes mail (RFC 5322, MIME) from the account of its channel. Values can forge no headers: what stands in a field is made by a type that
/// knows no line end. Domains are written in ASCII (IDNA); an address that cannot be written is refused, never changed. Thread-safe.
/// </summary>
public static class MailComposer
{
    private const int MaxReferences = 10;

    /// <summary>Writes a mail in UTF-8.</summary>
    /// <param name="message">What to send, with its attachments.</param>
    /// <param name="at">The date that it carries.</param>
    /// <param name="mail">The mail.</param>
    /// <param name="reason">
    /// Why there is none: <see cref="SendFaults.RecipientGone"/> for a recipient, <see cref="SendFaults.NotAllowed"/> for an address of ours.
    /// </param>
    public static bool TryCompose(
        OutboundMessage message, Instant at, [NotNullWhen(true)] out ComposedMail? mail, [NotNullWhen(false)] out Fault? reason)
    {
        ArgumentNullException.ThrowIfNull(message);
        mail = null;
        reason = null;
        MailPath? replyTo = null;
        if (!MailPath.TryParse(message.Channel.Account.Trim(), out var from)
            || (message.ReplyTo is { } answers && !MailPath.TryParse(answers.Value.Trim(), out replyTo)))
        {
            reason = new Fault(SendFaults.NotAllowed, $"'{message.Channel.Account}' is no address to send mail from.");
            return false;
        }

        var to = new List<(string Name, MailPath Path)>();
        foreach (var address in message.To)
        {
            if (address.Kind != AddressKind.Mail || !MailPath.TryParse(address.Value.Trim(), out var path))
            {
                reason = new Fault(SendFaults.RecipientGone, "A recipient has no address that mail can be sent to.");
                return false;
            }

            to.Add((address.DisplayName, path.Value));
        }

        var writer = new MailWriter();
        WriteFields(writer, message, at, from.Value, replyTo, to);
        WriteContent(writer, message);
        var isInternational = to.Exists(t => t.Path.IsInternational) || from.Value.IsInternational || replyTo is { IsInternational: true };
        mail = new ComposedMail(from.Value, [.. to.Select(t => t.Path)], writer.Written, isInternational);
        return true;
    }

    private static void WriteFields(
        MailWriter writer, OutboundMessage message, Instant at, MailPath from, MailPath? replyTo, List<(string Name, MailPath Path)> to)
    {
        writer.Field("Date", HeaderValue.Date(at));
        writer.Field("From", HeaderValue.Mailboxes([("", from)]));
        if (replyTo is { } answers)
        {
            writer.Field("Reply-To", HeaderValue.Mailboxes([("", answers)]));
        }

        writer.Field("To", HeaderValue.Mailboxes(to));
        writer.Field("Subject", HeaderValue.Text(message.Subject));
        writer.Field("Message-ID", HeaderValue.Ids([HeaderValue.IsId(message.ExternalId) ? message.ExternalId : $"{message.IdempotencyKey}@helpdesk.invalid"]));
        string[] references = [.. message.References.Where(HeaderValue.IsId)];
        if (references.Length > 0)
        {
            // The first four and the last six are what keeps long threads together.
            string[] kept = references.Length <= MaxReferences ? references : [.. references[..4], .. references[^6..]];
            writer.Field("In-Reply-To", HeaderValue.Ids([kept[^1]]));
            writer.Field("References", HeaderValue.Ids(kept));
        }

        if (message.IsAutomatic)
        {
            writer.Field("Auto-Submitted", HeaderValue.Constant("auto-replied"));
            writer.Field("X-Auto-Response-Suppress", HeaderValue.Constant("All"));
        }

        writer.Field("MIME-Version", HeaderValue.Constant("1.0"));
    }

    private static void WriteContent(MailWriter writer, OutboundMessage message)
    {
        var marked = message.Marker.Length == 0 ? message.Text : $"{message.Text}\n\n{message.Marker.ReplaceLineEndings(" ")}\n";
        var text = Encoding.UTF8.GetBytes(marked.ReplaceLineEndings("\r\n"));
        if (message.Attachments.Count == 0)
        {
            WriteText(writer, text);
            return;
        }

        // Every part is in base64, which has no line that could be taken for a boundary.
        var boundary = $"=_{message.Id}";
        writer.Field("Content-Type", HeaderValue.Constant($"multipart/mixed; boundary=\"{boundary}\""));
        writer.Line();
        writer.Boundary(boundary);
        WriteText(writer, text);
        foreach (var attachment in message.Attachments)
        {
            writer.Boundary(boundary);
            writer.Field("Content-Type", HeaderValue.Constant(TypeOf(attachment)));
            writer.Field("Content-Disposition", HeaderValue.Attachment(attachment.Name));
            writer.Base64(attachment.Content.Span);
        }

        writer.Boundary(boundary, isLast: true);
    }

    private static void WriteText(MailWriter writer, byte[] text)
    {
        writer.Field("Content-Type", HeaderValue.Constant("text/plain; charset=utf-8"));
        writer.Base64(text);
    }

    // Messages and parts of them may not be in base64 (RFC 2046, 5.2.1); as plain bytes they arrive whole.
    private static string TypeOf(Attachment attachment)
    {
        const int maxLength = 100;
        var type = attachment.MediaType.ToLowerInvariant();
        return type.Length <= maxLength && type.Split('/') is [{ Length: > 0 } main, { Length: > 0 } sub] && main is not ("message" or "multipart")
            && (main + sub).All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+' or '_') ? type : "application/octet-stream";
    }
}
