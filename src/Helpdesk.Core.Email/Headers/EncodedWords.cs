using System.Runtime.InteropServices;
using System.Text;
using Helpdesk.Core.Email.Encodings;

namespace Helpdesk.Core.Email.Headers;

/// <summary>Decodes encoded words (RFC 2047), also those that real mail writes badly. Takes time in proportion to the text.</summary>
internal static class EncodedWords
{
    private const int MaxCharsetCharacters = 60;

    public static string Decode(string text)
    {
        if (!text.Contains("=?", StringComparison.Ordinal))
        {
            return Collapse(text);
        }

        var result = new StringBuilder(text.Length);
        var pending = new List<byte>();
        string? charset = null;
        var (at, from) = (0, 0);
        while (text.IndexOf("=?", from, StringComparison.Ordinal) is var open and >= 0)
        {
            if (!TryWord(text, open, out var word))
            {
                from = open + 2;
                if (word.End < 0)
                {
                    break; // no word closes any more
                }

                continue;
            }

            // Blanks between two words are dropped; between a word and text they stay.
            var between = text.AsSpan(at, open - at);
            if (charset is null || !between.IsWhiteSpace())
            {
                Flush();
                result.Append(between);
            }
            else if (!charset.Equals(word.Charset, StringComparison.OrdinalIgnoreCase))
            {
                Flush();
            }

            // Words of one charset are joined before they are decoded: a character may be split between them.
            charset = word.Charset;
            pending.AddRange(word.Content.Span);
            at = from = word.End;
        }

        Flush();
        result.Append(text, at, text.Length - at);
        return Collapse(result.ToString());

        void Flush()
        {
            if (charset is not null)
            {
                result.Append(Charsets.Decode(CollectionsMarshal.AsSpan(pending), charset));
                pending.Clear();
                charset = null;
            }
        }
    }

    // "=?charset*language?B?content?="; an end below 0 when nothing behind here closes.
    private static bool TryWord(string text, int open, out (string Charset, ReadOnlyMemory<byte> Content, int End) word)
    {
        word = ("", default, open);
        var window = text.AsSpan(open + 2, Math.Min(MaxCharsetCharacters, text.Length - open - 2));
        var first = window.IndexOf('?') + open + 2;
        if (first < open + 2 || first + 2 >= text.Length || text[first + 2] != '?' || text[first + 1] is not ('b' or 'B' or 'q' or 'Q'))
        {
            return false;
        }

        var close = text.IndexOf("?=", first + 3, StringComparison.Ordinal);
        if (close < 0)
        {
            word.End = -1;
            return false;
        }

        var charset = text[(open + 2)..first];
        var content = Encoding.UTF8.GetBytes(text[(first + 3)..close]);
        word = (
            charset.Split('*')[0],
            text[first + 1] is 'b' or 'B' ? ContentDecoder.Decode(content, "base64") : Quoted(content),
            close + 2);
        return true;
    }

    // As quoted-printable, with an underscore for a blank.
    private static ReadOnlyMemory<byte> Quoted(byte[] content)
    {
        content.AsSpan().Replace((byte)'_', (byte)' ');
        return ContentDecoder.Decode(content, "quoted-printable");
    }

    // Line ends that come out of a word would forge headers on the way out.
    private static string Collapse(string text)
    {
        if (!text.AsSpan().ContainsAny("\t\r\n") && !text.Contains("  ", StringComparison.Ordinal))
        {
            return text.Trim(' ');
        }

        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is not (' ' or '\t' or '\r' or '\n'))
            {
                result.Append(c);
            }
            else if (result.Length > 0 && result[^1] != ' ')
            {
                result.Append(' ');
            }
        }

        return result.ToString().TrimEnd(' ');
    }
}
