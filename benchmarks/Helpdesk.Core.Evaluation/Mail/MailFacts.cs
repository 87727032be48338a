using System.Security.Cryptography;
using System.Text.Json;
using Helpdesk.Core.Conversations.Kinds;
using Helpdesk.Core.Email;
using Helpdesk.Core.Email.Headers;
using Helpdesk.Core.Email.Mime;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;

namespace Helpdesk.Core.Evaluation.Mail;

/// <summary>Writes what stands in a mail as members of a JSON object.</summary>
internal static class MailFacts
{
    public static void Write(Utf8JsonWriter json, byte[] raw)
    {
        var mail = MimeMail.Read(raw);
        json.WriteString("messageId"u8, mail.MessageId);
        Strings(json, "inReplyTo", mail.InReplyTo);
        Strings(json, "references", mail.References);
        Mailboxes(json, "from", mail.From);
        Mailboxes(json, "to", mail.To);
        Mailboxes(json, "cc", mail.Cc);
        Mailboxes(json, "replyTo", mail.ReplyTo);
        json.WriteString("subject"u8, mail.Subject);
        if (mail.Date is { } date)
        {
            json.WriteNumber("date"u8, date.ToUnixTimeSeconds());
        }
        else
        {
            json.WriteNull("date"u8);
        }

        json.WriteString("text"u8, mail.Text?.Text());
        json.WriteString("html"u8, mail.Html?.Text());
        Strings(json, "parts", mail.Parts.Select(p => p.MediaType).Where(t => !t.StartsWith("multipart/", StringComparison.Ordinal)));
        Attachments(json, mail.Parts);
        Base64(json, mail.Parts);
        json.WriteString("kind"u8, JsonNamingPolicy.CamelCase.ConvertName(Kind(mail, raw).ToString()));
        Strings(json, "flags", mail.Flags);
    }

    // What names no sender is put aside by the desk; its kind is told here all the same.
    private static MessageKind Kind(MimeMail mail, byte[] raw)
    {
        var channel = new ChannelAddress(ChannelAddress.Mail);
        var message = MailReader.Read(raw, channel) is Pickup.Readable readable ? readable.Message : new InboundMessage
        {
            Channel = channel,
            DuplicateKey = "",
            From = Address.Mail(""),
            Subject = mail.Subject ?? "",
            Headers = [.. mail.Headers.Select(h => new MessageHeader(h.Name, h.Value))],
        };
        return AutomaticMail.Classify(message, []).Kind;
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void Mailboxes(Utf8JsonWriter json, string name, IReadOnlyList<Mailbox> mailboxes)
    {
        json.WriteStartArray(name);
        foreach (var mailbox in mailboxes)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, mailbox.Name);
            json.WriteString("address"u8, mailbox.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Attachments(Utf8JsonWriter json, IEnumerable<MimePart> parts)
    {
        json.WriteStartArray("attachments"u8);
        foreach (var part in parts.Where(p => p.IsAttachment))
        {
            json.WriteStartObject();
            json.WriteString("name"u8, part.Name);
            json.WriteString("type"u8, part.MediaType);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Base64(Utf8JsonWriter json, IEnumerable<MimePart> parts)
    {
        json.WriteStartArray("base64"u8);
        foreach (var part in parts.Where(p => p.TransferEncoding == "base64"))
        {
            var content = part.Content();
            json.WriteStartObject();
            json.WriteString("type"u8, part.MediaType);
            json.WriteNumber("size"u8, content.Length);
            json.WriteString("sha256"u8, Convert.ToHexStringLower(SHA256.HashData(content.Span)));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
