using System.Text.Json;
using Helpdesk.Core.Email.Headers;
using Helpdesk.Core.Email.Html;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;

namespace Helpdesk.Core.Email.Sources;

/// <summary>
/// Reads a mail that a provider took apart already, in the form of Postmark's inbound hook. Where a raw mail is to be had, take that
/// (<see cref="RawMailHook"/>): it says more. Ids come from the mail's own headers; the provider's <c>MessageID</c> is another.
/// </summary>
public static class PostmarkMail
{
    /// <summary>Reads a body.</summary>
    /// <param name="json">The body of the request.</param>
    /// <param name="channel">The channel and our account on it.</param>
    /// <returns>The message; or <see cref="Pickup.Unreadable"/> with code <c>not-json</c> or <c>no-sender</c> and the body.</returns>
    public static Pickup Read(ReadOnlyMemory<byte> json, ChannelAddress channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        if (!JsonBody.TryParse(json, out var document, out var fault))
        {
            return JsonBody.Unreadable(fault, json);
        }

        using (document)
        {
            var root = document.RootElement;
            var from = root.TryGetProperty("FromFull", out var full) && Person(full) is { } person
                ? person
                : MailAddresses.Read(JsonBody.Text(root, "From"), 1).FirstOrDefault()?.ToAddress();
            return from is null
                ? JsonBody.Unreadable(new Fault("no-sender", "It names no sender.", "/FromFull"), json)
                : new Pickup.Readable(Message(root, from, channel), ArrivedAt: null) { Place = JsonBody.Text(root, "MessageID") ?? "", Raw = json };
        }
    }

    private static InboundMessage Message(JsonElement root, Address from, ChannelAddress channel)
    {
        MessageHeader[] headers =
        [
            .. JsonBody.List(root, "Headers")
                .Select(h => new MessageHeader(JsonBody.Text(h, "Name") ?? "", EncodedWords.Decode(JsonBody.Text(h, "Value") ?? "")))
                .Where(h => h.Name.Length > 0),
        ];
        var id = Ids(headers, "Message-ID") is [var first, ..] ? first : "";
        var date = JsonBody.Text(root, "Date");
        var sent = MailDate.Read(date);
        var subject = EncodedWords.Decode(JsonBody.Text(root, "Subject") ?? "");
        var html = JsonBody.Text(root, "HtmlBody") ?? "";
        var text = JsonBody.Text(root, "TextBody") is { Length: > 0 } body ? body : HtmlText.Of(html);
        return new InboundMessage
        {
            Channel = channel,
            DuplicateKey = DuplicateKeys.Of(id, from, sent, date, subject, text),
            ExternalId = id,
            InReplyTo = Ids(headers, "In-Reply-To"),
            References = Ids(headers, "References"),
            From = from,
            ReplyTo = [.. MailAddresses.Read(JsonBody.Text(root, "ReplyTo"), MailLimits.Default.MaxAddresses).Select(m => m.ToAddress())],
            To = People(root, "ToFull"),
            Cc = People(root, "CcFull"),
            Subject = subject,
            Text = text.ReplaceLineEndings("\n"),
            Html = html,
            Attachments =
            [
                .. JsonBody.List(root, "Attachments").Select(a => new Attachment(
                    JsonBody.Text(a, "Name") ?? "",
                    (JsonBody.Text(a, "ContentType") ?? "application/octet-stream").Split(';')[0].Trim().ToLowerInvariant(),
                    JsonBody.Base64(a, "Content"))),
            ],
            Headers = headers,
            SentAt = sent,
        };
    }

    private static List<string> Ids(IEnumerable<MessageHeader> headers, string name)
    {
        var ids = new List<string>();
        foreach (var header in headers.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            MessageIds.Read(header.Value, ids);
        }

        return ids;
    }

    private static Address[] People(JsonElement root, string member) => [.. JsonBody.List(root, member).Select(Person).OfType<Address>()];

    private static Address? Person(JsonElement of) => JsonBody.Text(of, "Email") is { } value && MailAddresses.Read($"<{value}>", 1) is [var mailbox]
        ? Address.Mail(mailbox.Value, EncodedWords.Decode(JsonBody.Text(of, "Name") ?? ""))
        : null;
}
