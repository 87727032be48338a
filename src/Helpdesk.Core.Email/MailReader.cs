using System.Security.Cryptography;
using System.Text;
using Helpdesk.Core.Email.Mime;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using NodaTime;
using NodaTime.Text;

namespace Helpdesk.Core.Email;

/// <summary>
/// Reads a mail (RFC 5322, MIME) from its bytes. Never throws on what they hold; bounded in time and memory: what exceeds a
/// limit is cut and named in <see cref="InboundMessage.Flags"/>. Thread-safe.
/// </summary>
public static class MailReader
{
    private const int MaxMail = 25 * 1024 * 1024;
    private const int MaxReferences = 100;

    /// <summary>Reads a mail.</summary>
    /// <param name="raw">The bytes, with or without an mbox line before them.</param>
    /// <param name="channel">The channel and our account on it.</param>
    /// <param name="place">Where the bytes were taken from, for people.</param>
    /// <returns>
    /// The message; or <see cref="Pickup.Unreadable"/> with code <c>no-header</c>, <c>no-sender</c> or <c>too-large</c>
    /// (more than 25 MB).
    /// </returns>
    public static Pickup Read(ReadOnlyMemory<byte> raw, ChannelAddress channel, string place = "")
    {
        ArgumentNullException.ThrowIfNull(channel);
        if (raw.Length > MaxMail)
        {
            return Unreadable("too-large", "The mail is larger than 25 MB.");
        }

        var flags = new SortedSet<string>(StringComparer.Ordinal);
        var headers = HeaderBlock.Read(raw.Span, flags);
        if (headers.Headers.Count == 0)
        {
            return Unreadable("no-header", "There is no header in it: it is no mail.");
        }

        var from = Author(headers);
        return from is null
            ? Unreadable("no-sender", "It names no sender.")
            : new Pickup.Readable(Message(raw.Span, headers, from, channel, flags), ArrivedAt(headers)) { Place = place, Raw = raw };

        Pickup.Unreadable Unreadable(string code, string sentence) => new(new Fault(code, sentence)) { Place = place, Raw = raw };
    }

    /// <summary>When a mail reached the mailbox or, failing that, was sent, from its headers alone; null when they do not say.</summary>
    internal static Instant? Arrival(ReadOnlySpan<byte> raw)
    {
        var headers = HeaderBlock.Read(raw, new List<string>());
        return ArrivedAt(headers) ?? MailDate.Read(headers.First("Date"));
    }

    private static Instant? ArrivedAt(HeaderBlock headers) =>
        headers.First("Received") is { } trace ? MailDate.Read(trace[(trace.LastIndexOf(';') + 1)..]) : null;

    private static Address? Author(HeaderBlock headers)
    {
        foreach (var name in (string[])["From", "Sender", "Return-Path"])
        {
            if (MailAddresses.Read(headers.First(name)) is [var first, ..])
            {
                return first;
            }
        }

        return null;
    }

    private static InboundMessage Message(
        ReadOnlySpan<byte> raw, HeaderBlock headers, Address from, ChannelAddress channel, SortedSet<string> flags)
    {
        var leaves = MimeTree.Leaves(raw, headers, flags);
        var text = leaves.Find(l => !l.IsAttachment && l.MediaType == "text/plain");
        var html = leaves.Find(l => !l.IsAttachment && l.MediaType == "text/html");
        var markup = html is null ? "" : Charsets.Decode(html.Content(raw), html.Type["charset"]);
        var plain = text is null ? HtmlText.Of(markup) : Charsets.Decode(text.Content(raw), text.Type["charset"]);
        var attachments = new List<Attachment>();
        foreach (var leaf in leaves)
        {
            if (!ReferenceEquals(leaf, text) && !ReferenceEquals(leaf, html))
            {
                attachments.Add(new Attachment(leaf.Name, leaf.MediaType, leaf.Content(raw)));
            }
        }

        var id = Ids(headers.First("Message-ID")).FirstOrDefault() ?? "";
        var subject = EncodedWords.Decode(headers.First("Subject") ?? "");
        var sent = MailDate.Read(headers.First("Date"));
        return new InboundMessage
        {
            Channel = channel,
            DuplicateKey = Key(id, from, sent, headers.First("Date"), subject, plain),
            ExternalId = id,
            InReplyTo = [.. Ids(headers.First("In-Reply-To")).Take(MaxReferences)],
            References = [.. Ids(headers.First("References")).TakeLast(MaxReferences)],
            From = from,
            ReplyTo = MailAddresses.Read(headers.First("Reply-To")),
            To = MailAddresses.Read(headers.First("To")),
            Cc = MailAddresses.Read(headers.First("Cc")),
            Subject = subject,
            Text = plain.ReplaceLineEndings("\n"),
            Html = markup,
            Attachments = attachments,
            Headers = [.. headers.Headers.Select(h => new MessageHeader(h.Name, EncodedWords.Decode(h.Value)))],
            SentAt = sent,
            Flags = [.. flags],
        };
    }

    // Every <…>, blanks removed; without angles the whole value, if it looks like an id.
    private static List<string> Ids(string? field)
    {
        var ids = new List<string>();
        var at = 0;
        while (field is not null && ids.Count <= MaxReferences * 10 && (at = field.IndexOf('<', at)) >= 0)
        {
            var end = field.IndexOf('>', at);
            if (end < 0)
            {
                break;
            }

            var id = new string([.. field[(at + 1)..end].Where(c => !char.IsWhiteSpace(c))]);
            if (id.Length is > 0 and <= 998)
            {
                ids.Add(id);
            }

            at = end;
        }

        return ids.Count > 0 || field is null || !field.Contains('@', StringComparison.Ordinal) || field.Any(char.IsWhiteSpace) || field.Contains('<', StringComparison.Ordinal)
            ? ids
            : [field];
    }

    // The same mail again has the same id, sender and date; an id alone is used twice by some programs.
    private static string Key(string id, Address from, Instant? sent, string? date, string subject, string text)
    {
        var parts = id.Length > 0
            ? (string[])["id", id, from.Key, sent is { } at ? InstantPattern.ExtendedIso.Format(at) : ""]
            : ["content", from.Key, date ?? "", subject, text];
        return "mail:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }
}
