namespace Helpdesk.Core.Conversations.Kinds;

/// <summary>Finds the codes by which mail systems say what went wrong.</summary>
internal static class StatusCodes
{
    /// <summary>The first status of RFC 3463 in a text, such as <c>5.1.1</c>; empty when there is none.</summary>
    public static string First(ReadOnlySpan<char> text)
    {
        for (var i = 0; i + 4 < text.Length; i++)
        {
            if (text[i] is '2' or '4' or '5' && text[i + 1] == '.' && (i == 0 || !(char.IsAsciiDigit(text[i - 1]) || text[i - 1] == '.')) && End(text, i) is var end and > 0)
            {
                return text[i..end].ToString();
            }
        }

        return "";
    }

    /// <summary>The first reply code of SMTP (RFC 5321) that refuses, such as <c>550</c>; empty when there is none.</summary>
    public static string FirstReply(ReadOnlySpan<char> text)
    {
        for (var i = 0; i + 3 < text.Length; i++)
        {
            if (text[i] is '4' or '5' && text[i + 1] is >= '0' and <= '5' && char.IsAsciiDigit(text[i + 2]) && text[i + 3] is ' ' or '-'
                && (i == 0 || !(char.IsLetterOrDigit(text[i - 1]) || text[i - 1] is '.' or '-' or '/' or '@')))
            {
                return text.Slice(i, 3).ToString();
            }
        }

        return "";
    }

    // Behind "d.ddd.ddd"; 0 when it is no status.
    private static int End(ReadOnlySpan<char> text, int start)
    {
        var i = Digits(text, start + 2);
        if (i == start + 2 || i >= text.Length || text[i] != '.')
        {
            return 0;
        }

        var end = Digits(text, i + 1);
        return end > i + 1 && !(end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1])) ? end : 0;
    }

    private static int Digits(ReadOnlySpan<char> text, int from)
    {
        var i = from;
        while (i < text.Length && i < from + 3 && char.IsAsciiDigit(text[i]))
        {
            i++;
        }

        return i;
    }
}
