using System.Globalization;
using System.Text;

namespace Helpdesk.Core.PostgreSql;

/// <summary>
/// Texts as a column can hold them: PostgreSQL has no NUL in texts, and UTF-8 no half of a surrogate pair. Each such unit is written as
/// U+001A and its four hexadecimal digits, and so is U+001A; ordinary texts stay as they are.
/// </summary>
internal static class OddText
{
    private const char Mark = '\u001a';

    public static string Write(string text)
    {
        if (!IsOdd(text))
        {
            return text;
        }

        var written = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                written.Append(text[i]).Append(text[++i]);
            }
            else if (text[i] is '\0' or Mark || char.IsSurrogate(text[i]))
            {
                written.Append(Mark).Append(((int)text[i]).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                written.Append(text[i]);
            }
        }

        return written.ToString();
    }

    public static string Read(string written)
    {
        if (!written.Contains(Mark, StringComparison.Ordinal))
        {
            return written;
        }

        var text = new StringBuilder(written.Length);
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] == Mark)
            {
                text.Append((char)int.Parse(written.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                text.Append(written[i]);
            }
        }

        return text.ToString();
    }

    private static bool IsOdd(string text) => text.AsSpan().IndexOfAny('\0', Mark) >= 0 || text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') >= 0;
}
