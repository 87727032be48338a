using Helpdesk.Core.Email.Headers;
using Helpdesk.Core.Email.Html;
using Helpdesk.Core.Email.Mime;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using NodaTime;

namespace Helpdesk.Core.Email;

/// <summary>
/// Reads a mail (RFC 5322, MIME) from its bytes. Never throws on what they hold; bounded in time and memory: what exceeds a
/// limit is cut and named in <see cref="InboundMessage.Flags"/>. Thread-safe.
/// </summary>
public static class MailReader
{
    /// <summary>Reads a mail.</summary>
    /// <param name="raw">The bytes, with or without an mbox line before them.</param>
    /// <param name="channel">The channel and our account on it.</param>
    /// <param name="place">Where the bytes were taken from, for people.</param>
    /// <param name="limits">How much of it is read; null for <see cref="MailLimits.Default"/>.</param>
    /// <returns>
    /// The message; or <see cref="Pickup.Unreadable"/> with code <c>no-header</c>, <c>no-sender</c> or <c>too-large</c>
    /// (more than <see cref="MailLimits.MaxMailBytes"/>): half an attachment is none, so such a mail is put aside whole.
    /// </returns>
    public static Pickup Read(ReadOnlyMemory<byte> raw, ChannelAddress channel, string place = "", MailLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(channel);
        limits ??= MailLimits.Default;
        if (raw.Length > limits.MaxMailBytes)
        {
            return Unreadable("too-large", $"The mail is larger than {limits.MaxMailBytes} bytes.");
        }

        var mail = MimeMail.Read(raw, limits);
        if (mail.Headers.Count == 0)
        {
            return Unreadable("no-header", "There is no header in it: it is no mail.");
        }

        return Author(mail) is { } from
            ? new Pickup.Readable(Message(mail, from, channel, limits), ArrivedAt(mail.Headers)) { Place = place, Raw = raw }
            : Unreadable("no-sender", "It names no sender.");

        Pickup.Unreadable Unreadable(string code, string sentence) => new(new Fault(code, sentence)) { Place = place, Raw = raw };
    }

    /// <summary>When a mail reached the mailbox or, failing that, was sent, from its headers alone; null when they do not say.</summary>
    internal static Instant? Arrival(ReadOnlyMemory<byte> raw)
    {
        var headers = MimeTree.ReadHeaders(raw, MailLimits.Default);
        return ArrivedAt(headers) ?? MailDate.Read(First(headers, "Date"));
    }

    private static Instant? ArrivedAt(IReadOnlyList<MimeHeader> headers) =>
        First(headers, "Received") is { } trace ? MailDate.Read(trace[(trace.LastIndexOf(';') + 1)..]) : null;

    private static string? First(IReadOnlyList<MimeHeader> headers, string name) =>
        headers.FirstOrDefault(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;

    // Some mail systems write only a name: "MAILER-DAEMON <>".
    private static Address? Author(MimeMail mail) => mail.From
        .Concat(mail.Sender)
        .Concat(MailAddresses.Read(First(mail.Headers, "Return-Path"), 1))
        .Concat(MailAddresses.Read(First(mail.Headers, "From")?.Replace("<>", "", StringComparison.Ordinal), 1))
        .FirstOrDefault()?.ToAddress();

    private static InboundMessage Message(MimeMail mail, Address from, ChannelAddress channel, MailLimits limits)
    {
        var flags = new SortedSet<string>(mail.Flags, StringComparer.Ordinal);
        var texts = mail.Body.Joined().ToList();
        var html = mail.Html?.Text() ?? "";
        var text = texts.Count > 0 ? Join(texts.Select(p => p.Text())) : TextOf(mail.Body.Htmls, html, limits, flags);
        var id = mail.MessageId ?? "";
        var subject = mail.Subject ?? "";
        Attachment[] attachments = [.. mail.Parts.Except([.. texts, mail.Html]).Select(p => new Attachment(p!.Name ?? "", p.MediaType, p.Content()))];
        return new InboundMessage
        {
            Channel = channel,
            DuplicateKey = DuplicateKeys.Of(id, from, mail.Date, First(mail.Headers, "Date"), subject, text),
            ExternalId = id,
            InReplyTo = mail.InReplyTo,
            References = mail.References,
            From = from,
            ReplyTo = Addresses(mail.ReplyTo),
            To = Addresses(mail.To),
            Cc = Addresses(mail.Cc),
            Subject = subject,
            Text = text,
            Html = html,
            Attachments = attachments,
            Handed = Handed(mail, attachments, limits),
            Headers = [.. mail.Headers.Select(h => new MessageHeader(h.Name, EncodedWords.Decode(h.Value)))],
            SentAt = mail.Date,
            Flags = [.. flags],
        };
    }

    // A mail that was handed on as an attachment, as some programs forward; what a report returns was not handed on by anybody.
    private static HandedMessage? Handed(MimeMail mail, Attachment[] attachments, MailLimits limits)
    {
        const int maxBytes = 1024 * 1024;
        if (new FieldParameters(First(mail.Headers, "Content-Type")).Value == "multipart/report"
            || Array.Find(attachments, a => a.MediaType == "message/rfc822" && a.Content.Length is > 0 and <= maxBytes) is not { } attachment)
        {
            return null;
        }

        var inner = MimeMail.Read(attachment.Content, limits);
        var texts = inner.Body.Joined().ToList();
        var text = texts.Count > 0 ? Join(texts.Select(t => t.Text())) : TextOf(inner.Body.Htmls, inner.Html?.Text() ?? "", limits, []);
        return Author(inner) is { } from ? new HandedMessage(from, First(inner.Headers, "Date") ?? "", inner.Subject ?? "", text) : null;
    }

    // What there is in HTML only, as text; mail is found, matched and answered by its text.
    private static string TextOf(IReadOnlyList<MimePart> htmls, string first, MailLimits limits, SortedSet<string> flags)
    {
        var texts = new List<string>();
        var room = limits.MaxHtmlCharacters;
        for (var i = 0; i < htmls.Count && room > 0; i++)
        {
            var html = i == 0 ? first : htmls[i].Text();
            if (html.Length > room)
            {
                flags.Add(MailFlags.HtmlTooLong);
                html = html[..room];
            }

            room -= html.Length;
            texts.Add(HtmlText.Of(html));
        }

        return Join(texts.Where(t => t.Length > 0));
    }

    private static string Join(IEnumerable<string> texts) => string.Join('\n', texts);

    private static Address[] Addresses(IReadOnlyList<Mailbox> mailboxes) => [.. mailboxes.Select(m => m.ToAddress())];
}
