using System.Text;
using Helpdesk.Core.Email.Encodings;

namespace Helpdesk.Core.Email.Headers;

/// <summary>Decodes encoded words (RFC 2047), also those that real mail writes badly.</summary>
internal static class EncodedWords
{
    public static string Decode(string text)
    {
        if (!text.Contains("=?", StringComparison.Ordinal))
        {
            return Collapse(text);
        }

        var result = new StringBuilder();
        var pending = new List<byte>();
        string? charset = null;
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf("=?", at, StringComparison.Ordinal);
            var word = open < 0 ? null : Word(text, open);
            if (word is not { } found)
            {
                var end = open < 0 ? text.Length : open + 2;
                Flush();
                result.Append(text, at, end - at);
                at = end;
                continue;
            }

            var between = text[at..open];
            if (charset is null || !string.IsNullOrWhiteSpace(between))
            {
                // Blanks between two words are dropped; between a word and text they stay.
                Flush();
                result.Append(between);
            }
            else if (!charset.Equals(found.Charset, StringComparison.OrdinalIgnoreCase))
            {
                Flush();
            }

            // Words of one charset are joined before they are decoded: a character may be split between them.
            charset = found.Charset;
            pending.AddRange(found.Bytes);
            at = found.End;
        }

        Flush();
        return Collapse(result.ToString());

        void Flush()
        {
            if (charset is not null)
            {
                result.Append(Charsets.Decode(pending.ToArray(), charset));
                pending.Clear();
                charset = null;
            }
        }
    }

    private static (string Charset, byte[] Bytes, int End)? Word(string text, int open)
    {
        var first = text.IndexOf('?', open + 2);
        if (first < 0 || first + 2 >= text.Length || text[first + 2] != '?' || first - open > 60)
        {
            return null;
        }

        var close = text.IndexOf("?=", first + 3, StringComparison.Ordinal);
        if (close < 0)
        {
            return null;
        }

        var charset = text[(open + 2)..first].Split('*')[0];
        var content = Encoding.UTF8.GetBytes(text[(first + 3)..close]);
        return text[first + 1] switch
        {
            'b' or 'B' => (charset, ContentDecoder.Decode(content, "base64").ToArray(), close + 2),
            'q' or 'Q' => (charset, Quoted(content), close + 2),
            _ => null,
        };
    }

    // As quoted-printable, with an underscore for a blank.
    private static byte[] Quoted(byte[] content)
    {
        content.AsSpan().Replace((byte)'_', (byte)' ');
        return ContentDecoder.Decode(content, "quoted-printable").ToArray();
    }

    // Line ends that come out of a word would forge headers on the way out.
    private static string Collapse(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var blank = c is ' ' or '\t' or '\r' or '\n';
            if (!blank)
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
