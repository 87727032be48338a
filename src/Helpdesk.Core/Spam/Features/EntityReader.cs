using System.Globalization;
using System.Net;
using System.Text;

namespace Helpdesk.Core.Spam.Features;

/// <summary>Character references of HTML: numbers and the common names without allocation, the other names by the framework.</summary>
internal static class EntityReader
{
    private const int MaxLength = 33;

    /// <summary>Appends what stands at an ampersand.</summary>
    /// <returns>How many characters it took; 1 when the ampersand is one.</returns>
    public static int Read(ReadOnlySpan<char> text, CharBuffer into)
    {
        var end = text[..Math.Min(text.Length, MaxLength)].IndexOf(';');
        if (end < 2)
        {
            into.Append('&');
            return 1;
        }

        var name = text[1..end];
        if (name[0] == '#')
        {
            return Number(name[1..], into) ? end + 1 : Literal(into);
        }

        if (Common(name) is { } c)
        {
            into.Append(c);
            return end + 1;
        }

        if (name.ContainsAnyExceptInRange('0', 'z'))
        {
            return Literal(into);
        }

        into.Append(WebUtility.HtmlDecode(text[..(end + 1)].ToString()));
        return end + 1;
    }

    private static int Literal(CharBuffer into)
    {
        into.Append('&');
        return 1;
    }

    private static bool Number(ReadOnlySpan<char> digits, CharBuffer into)
    {
        var isHex = digits.Length > 0 && digits[0] is 'x' or 'X';
        if (!uint.TryParse(
                isHex ? digits[1..] : digits, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            || !Rune.IsValid(value))
        {
            return false;
        }

        Span<char> units = stackalloc char[2];
        into.Append(units[..new Rune(value).EncodeToUtf16(units)]);
        return true;
    }

    private static char? Common(ReadOnlySpan<char> name) => name switch
    {
        "nbsp" => '\u00a0',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "copy" => '©',
        "reg" => '®',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "szlig" => 'ß',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "ccedil" => 'ç',
        "ntilde" => 'ñ',
        "mdash" => '—',
        "ndash" => '–',
        "rsquo" => '’',
        "lsquo" => '‘',
        "rdquo" => '”',
        "ldquo" => '“',
        "bull" => '•',
        "hellip" => '…',
        "middot" => '·',
        "euro" => '€',
        "trade" => '™',
        "zwnj" => '\u200c',
        "shy" => '\u00ad',
        _ => null,
    };
}
