namespace Helpdesk.Core.Spam.Features;

/// <summary>
/// Reads HTML as a spammer's reader sees it: inline tags join what they split (<c>V&lt;b&gt;ia&lt;/b&gt;gra</c>), scripts,
/// styles and comments vanish, tag names, colours and links become features. Forward only.
/// </summary>
internal sealed class HtmlScanner
{
    private const int MaxName = 20;

    private readonly CharBuffer _link = new();

    /// <summary>Reads the markup and leaves the text that is seen.</summary>
    /// <param name="html">The HTML.</param>
    /// <param name="text">Gets the text, over what was there.</param>
    /// <param name="urls">Reads the links.</param>
    /// <param name="sink">Gets the features of the markup.</param>
    public void Read(ReadOnlySpan<char> html, CharBuffer text, UrlScanner urls, FeatureSink sink)
    {
        text.Clear();
        Span<char> lower = stackalloc char[MaxName];
        while (true)
        {
            var plain = html.IndexOfAny('<', '&');
            if (plain < 0)
            {
                text.Append(html);
                return;
            }

            text.Append(html[..plain]);
            html = html[plain..];
            if (html[0] == '&')
            {
                html = html[EntityReader.Read(html, text)..];
                continue;
            }

            if (html.StartsWith("<!--"))
            {
                html = After(html[4..], "-->");
                continue;
            }

            // The name first: looking for the end of what is no tag, again at each '<', would cost quadratic time.
            var name = Name(html[1..], lower);
            if (name.IsEmpty)
            {
                text.Append('<');
                html = html[1..];
                continue;
            }

            var end = html.IndexOf('>');
            if (end < 0)
            {
                text.Append(html);
                return;
            }

            var tag = html[1..end];
            html = html[(end + 1)..];
            if (tag[0] != '/')
            {
                Open(name, tag, urls, sink);
                html = name is "script" ? After(html, "</script") : name is "style" ? After(html, "</style") : html;
            }

            if (!IsInline(name))
            {
                text.Append(' ');
            }
        }
    }

    private void Open(ReadOnlySpan<char> name, ReadOnlySpan<char> tag, UrlScanner urls, FeatureSink sink)
    {
        sink.Add(FeatureKind.Tag, name);
        if (tag.Contains("://", StringComparison.Ordinal) || tag.Contains("www.", StringComparison.OrdinalIgnoreCase))
        {
            urls.Find(Decoded(tag), sink);
        }

        var color = tag.IndexOf('#');
        if (color >= 0 && color + 7 <= tag.Length && IsHex(tag.Slice(color + 1, 6)))
        {
            Span<char> lower = stackalloc char[7];
            tag.Slice(color, 7).ToLowerInvariant(lower);
            sink.Add(FeatureKind.Color, lower);
        }
    }

    private ReadOnlySpan<char> Decoded(ReadOnlySpan<char> tag)
    {
        _link.Clear();
        while (tag.IndexOf('&') is var at and >= 0)
        {
            _link.Append(tag[..at]);
            tag = tag[at..];
            tag = tag[EntityReader.Read(tag, _link)..];
        }

        _link.Append(tag);
        return _link.Text;
    }

    private static bool IsHex(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> text, Span<char> lower)
    {
        var start = text.Length > 0 && text[0] == '/' ? 1 : 0;
        var length = 0;
        for (; start + length < text.Length && length < lower.Length; length++)
        {
            var c = text[start + length];
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('!' or '-'))
            {
                break;
            }

            lower[length] = (char)(c is >= 'A' and <= 'Z' ? c | 0x20 : c);
        }

        return lower[..length];
    }

    private static ReadOnlySpan<char> After(ReadOnlySpan<char> html, ReadOnlySpan<char> what)
    {
        var found = html.IndexOf(what, StringComparison.OrdinalIgnoreCase);
        return found < 0 ? default : html[(found + (what[^1] == '>' ? what.Length : 0))..];
    }

    private static bool IsInline(ReadOnlySpan<char> name) => name is
        "a" or "b" or "i" or "u" or "em" or "strong" or "span" or "font" or "small" or "big" or "sub" or "sup" or "tt" or "code" or "abbr" or "s" or "wbr";
}
