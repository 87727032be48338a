using Helpdesk.Core.Email.Encodings;
using Helpdesk.Core.Email.Headers;
using Helpdesk.Core.Email.Html;
using NodaTime;

namespace Helpdesk.Core.Email.Mime;

/// <summary>
/// A mail (RFC 5322, MIME), read from its bytes. Reading never throws on what they hold, takes time in proportion to them, and
/// loses nothing: what no header and no part shows stands in <see cref="Raw"/>. Thread-safe.
/// </summary>
public sealed class MimeMail
{
    private readonly MimeTree _tree;
    private readonly MailLimits _limits;

    private MimeMail(ReadOnlyMemory<byte> raw, MailLimits limits)
    {
        (Raw, _limits) = (raw, limits);
        var flags = new SortedSet<string>(StringComparer.Ordinal);
        if (raw.Length > limits.MaxMailBytes)
        {
            flags.Add(MailFlags.TooLarge);
        }

        _tree = MimeTree.Read(raw[..Math.Min(raw.Length, limits.MaxMailBytes)], limits, flags);
        var fields = new HeaderFields(_tree.Headers, limits, flags);
        From = fields.Mailboxes("From");
        Sender = fields.Mailboxes("Sender");
        ReplyTo = fields.Mailboxes("Reply-To");
        To = fields.Mailboxes("To");
        Cc = fields.Mailboxes("Cc");
        MessageId = fields.Ids("Message-ID") is [var id, ..] ? id : null;
        InReplyTo = fields.Ids("In-Reply-To");
        References = fields.Ids("References");
        Subject = fields.First("Subject") is { } subject ? EncodedWords.Decode(subject) : null;
        Date = MailDate.Read(fields.First("Date"));
        Body = new MailBody(_tree.Parts);
        if (Body.Texts.Concat(Body.Htmls).Any(p => !Charsets.IsKnown(p.Charset)))
        {
            flags.Add(MailFlags.UnknownCharset);
        }

        if (_tree.Parts.Exists(p => !ContentDecoder.IsKnown(p.TransferEncoding)))
        {
            flags.Add(MailFlags.UnknownEncoding);
        }

        Flags = [.. flags];
    }

    /// <summary>The bytes that it was read from.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>The headers in order.</summary>
    public IReadOnlyList<MimeHeader> Headers => _tree.Headers;

    /// <summary>
    /// The parts that hold no further parts, depth first. A multipart without any is among them, with its type: its text is not lost.
    /// </summary>
    public IReadOnlyList<MimePart> Parts => _tree.Parts;

    /// <summary>The first text that is no attachment; null when there is none.</summary>
    public MimePart? Text => Body.Texts is [{ MediaType: "text/plain" } first, ..] ? first : null;

    /// <summary>The first HTML that is no attachment; null when there is none.</summary>
    public MimePart? Html => Body.Htmls is [var first, ..] ? first : null;

    /// <summary>Who it says wrote it.</summary>
    public IReadOnlyList<Mailbox> From { get; }

    /// <summary>Who it says sent it, if another.</summary>
    public IReadOnlyList<Mailbox> Sender { get; }

    /// <summary>Where answers shall go.</summary>
    public IReadOnlyList<Mailbox> ReplyTo { get; }

    /// <summary>To whom it is addressed.</summary>
    public IReadOnlyList<Mailbox> To { get; }

    /// <summary>Who gets a copy.</summary>
    public IReadOnlyList<Mailbox> Cc { get; }

    /// <summary>Its id, without angles and blanks; null when it has none.</summary>
    public string? MessageId { get; }

    /// <summary>The ids of the mails that it answers.</summary>
    public IReadOnlyList<string> InReplyTo { get; }

    /// <summary>The ids of the conversation before it, oldest first.</summary>
    public IReadOnlyList<string> References { get; }

    /// <summary>The decoded subject; null when there is no such header.</summary>
    public string? Subject { get; }

    /// <summary>When it says it was sent; null when it says nothing usable.</summary>
    public Instant? Date { get; }

    /// <summary>What was noticed, as codes of <see cref="MailFlags"/>, each once.</summary>
    public IReadOnlyList<string> Flags { get; }

    /// <summary>Which parts are its text.</summary>
    internal MailBody Body { get; }

    /// <summary>The HTML in a form that may be shown, with the images of this mail only; null when there is no HTML.</summary>
    public SafeHtml? ReadSafeHtml() =>
        Html is { } html ? SafeHtml.Of(html.Text(), Parts.Select(p => p.ContentId).OfType<string>(), _limits) : null;

    /// <summary>Reads a mail.</summary>
    /// <param name="raw">The bytes, with or without an mbox line before them. They are kept, not copied.</param>
    /// <param name="limits">How much of it is read; null for <see cref="MailLimits.Default"/>.</param>
    public static MimeMail Read(ReadOnlyMemory<byte> raw, MailLimits? limits = null) => new(raw, limits ?? MailLimits.Default);
}
