namespace Helpdesk.Core.Conversations.Replies;

/// <summary>Tells whether a line holds a date or a time of day. It need not know the language.</summary>
internal static class LineDates
{
    public static (bool HasDay, bool HasTime, bool IsIso) Find(ReadOnlySpan<char> line)
    {
        var (hasDay, hasTime, isIso) = (false, false, false);
        for (var i = 0; i < line.Length; i++)
        {
            if (!char.IsAsciiDigit(line[i]))
            {
                continue;
            }

            var from = i;
            while (i < line.Length && char.IsAsciiDigit(line[i]))
            {
                i++;
            }

            var digits = i - from;
            var isYear = digits == 4 && line[from] is '1' or '2' && line[from + 1] is '9' or '0';
            var after = i < line.Length ? line[i] : '\0';
            var next = i + 1 < line.Length ? line[i + 1] : '\0';
            hasDay |= isYear || (digits <= 2 && after is '/' or '-' && char.IsAsciiDigit(next));
            hasTime |= digits <= 2 && after is ':' or 'h' or '.' or '時' or '时' or '：' && IsTwoDigits(line, i + 1) && !(after == '.' && IsDate(line, i + 3));
            isIso |= from == 0 && isYear && after is '-' or '/' or '.' or '年' && char.IsAsciiDigit(next);
            hasDay |= digits <= 2 && after is '.' or '月' or '日';
        }

        return (hasDay, hasTime, isIso);
    }

    private static bool IsTwoDigits(ReadOnlySpan<char> line, int at) =>
        at + 1 < line.Length && char.IsAsciiDigit(line[at]) && char.IsAsciiDigit(line[at + 1]) && (at + 2 == line.Length || !char.IsAsciiDigit(line[at + 2]));

    private static bool IsDate(ReadOnlySpan<char> line, int at) => at < line.Length && line[at] == '.';
}
