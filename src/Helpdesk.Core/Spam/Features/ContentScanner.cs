using System.Globalization;

namespace Helpdesk.Core.Spam.Features;

/// <summary>
/// Turns a message into features: words, neighbouring pairs, senders, links, markup and shape. Scans forward only, everything has
/// a limit, and nothing is allocated once the buffers have grown. Not safe for several threads.
/// </summary>
internal sealed class ContentScanner
{
    private const int MaxText = 64 * 1024;
    private const int MaxLine = 2_000;

    [ThreadStatic]
    private static ContentScanner? t_own;

    private readonly FeatureSink _sink = new();
    private readonly TextCleaner _cleaner = new();
    private readonly HtmlScanner _html = new();
    private readonly UrlScanner _urls = new();
    private readonly SenderScanner _senders = new();
    private readonly HeaderScanner _headers;
    private readonly CharBuffer _clean = new();
    private readonly CharBuffer _seen = new();

    private ContentScanner() => _headers = new HeaderScanner(_cleaner);

    /// <summary>The scanner of this thread. It is not used twice at a time, since scanning calls nobody's code.</summary>
    public static ContentScanner Own => t_own ??= new ContentScanner();

    /// <summary>The hashes of the features of a message; valid until the next one.</summary>
    /// <param name="content">The message.</param>
    /// <param name="keepsTexts">Whether <see cref="Describe"/> is asked afterwards.</param>
    public ReadOnlySpan<ulong> Read(SpamContent content, bool keepsTexts = false)
    {
        _sink.Begin(keepsTexts);
        _urls.Begin();
        _seen.Clear();
        _cleaner.Clean(Cut(content.From, MaxLine), _clean);
        _senders.Read(_clean.Text, FeatureKind.From, _sink);
        if (content.ReplyTo.Length > 0)
        {
            _cleaner.Clean(Cut(content.ReplyTo, MaxLine), _clean);
            _senders.Read(_clean.Text, FeatureKind.ReplyTo, _sink);
        }

        Attachments(content);
        var subject = Cut(content.Subject, MaxLine);
        SubjectShape(subject);
        _cleaner.Clean(subject, _clean);
        WordScanner.Read(_clean.Text, FeatureKind.Subject, FeatureKind.SubjectPair, _sink);

        var text = Cut(content.Text, MaxText);
        var html = Cut(content.Html, MaxText);
        Shape(html.IsEmpty ? text.IsEmpty ? "part:none" : "part:text" : text.IsEmpty ? "part:html" : "part:text+html");
        Body(text);
        if (!html.IsEmpty)
        {
            _html.Read(html, _seen, _urls, _sink);
            Body(_seen.Text);
        }

        BodyShape(text.IsEmpty ? _seen.Text : text);
        _headers.Read(content.Headers, _sink);
        return _sink.Hashes;
    }

    /// <summary>A feature of the last message with its text, by its place among the hashes.</summary>
    public SpamFeature Describe(int index) => _sink.Describe(index);

    private void Body(ReadOnlySpan<char> text)
    {
        _urls.Find(text, _sink);
        _cleaner.Clean(text, _clean);
        WordScanner.Read(_clean.Text, FeatureKind.Body, FeatureKind.BodyPair, _sink);
    }

    private void Attachments(SpamContent content)
    {
        for (var i = 0; i < content.Attachments.Count && i < 50; i++)
        {
            var attachment = content.Attachments[i];
            _cleaner.Clean(Cut(attachment.MediaType, 100), _clean);
            _sink.Add(FeatureKind.AttachmentType, _clean.Text);
            _cleaner.Clean(Cut(attachment.Name, 200), _clean);
            var dot = _clean.Text.LastIndexOf('.');
            if (dot >= 0)
            {
                _sink.Add(FeatureKind.AttachmentType, _clean.Text[dot..]);
            }

            WordScanner.Read(_clean.Text, FeatureKind.Attachment, null, _sink);
        }
    }

    private void SubjectShape(ReadOnlySpan<char> subject)
    {
        var (letters, capitals) = (0, 0);
        foreach (var c in subject)
        {
            letters += char.IsLetter(c) ? 1 : 0;
            capitals += char.IsUpper(c) ? 1 : 0;
        }

        if (letters == 0)
        {
            Shape(subject.IsWhiteSpace() ? "subject:none" : "subject:no-letters");
        }
        else if (letters >= 4 && capitals * 2 > letters)
        {
            Shape("subject:capitals");
        }
    }

    private void BodyShape(ReadOnlySpan<char> text)
    {
        var (letters, capitals, wide) = LetterCounts.Of(text);
        // Powers of two and tenths: a class changes rarely when a text changes a little.
        Shape("size:", int.Log2(text.Length + 1));
        Shape("urls:", int.Log2(_urls.Count + 1));
        Shape("capitals:", Tenths(capitals, letters));
        Shape("non-ascii:", Tenths(wide, text.Length));
    }

    private void Shape(ReadOnlySpan<char> text) => _sink.Add(FeatureKind.Shape, text);

    private void Shape(ReadOnlySpan<char> name, int value)
    {
        Span<char> text = stackalloc char[24];
        name.CopyTo(text);
        value.TryFormat(text[name.Length..], out var written, default, CultureInfo.InvariantCulture);
        Shape(text[..(name.Length + written)]);
    }

    private static int Tenths(int part, int whole) => whole == 0 ? 0 : (int)(part * 10L / whole);

    private static ReadOnlySpan<char> Cut(string text, int length) => text.AsSpan(0, Math.Min(text.Length, length));
}
