using System.Text;

namespace Helpdesk.Core.BusinessTime;

/// <summary>One property of an iCalendar text (RFC 5545, section 3.1).</summary>
/// <param name="Number">The number of its first line in the text, from 1.</param>
/// <param name="Name">The name in capitals.</param>
/// <param name="Value">What stands after the colon, as it stands.</param>
/// <param name="Parameters">What stands between name and colon.</param>
internal sealed record HolidayCalendarLine(int Number, string Name, string Value, string Parameters)
{
    /// <summary>The properties of a text; folded lines are joined, lines without a colon are left out.</summary>
    public static IEnumerable<HolidayCalendarLine> All(string text)
    {
        var line = new StringBuilder();
        var (number, first) = (0, 1);
        var at = text.StartsWith('\ufeff') ? 1 : 0;
        while (at < text.Length)
        {
            var end = text.IndexOf('\n', at);
            end = end < 0 ? text.Length : end;
            var length = end > at && text[end - 1] == '\r' ? end - at - 1 : end - at;
            number++;
            if (length > 0 && text[at] is ' ' or '\t')
            {
                line.Append(text, at + 1, length - 1);
            }
            else
            {
                if (Parse(line, first) is { } property)
                {
                    yield return property;
                }

                line.Clear().Append(text, at, length);
                first = number;
            }

            at = end + 1;
        }

        if (Parse(line, first) is { } last)
        {
            yield return last;
        }
    }

    /// <summary>The value of a parameter in capitals, without its quotes; null when it is not there.</summary>
    public string? Parameter(string name)
    {
        var at = 0;
        while (at < Parameters.Length)
        {
            var end = Outside(Parameters, at, ';');
            end = end < 0 ? Parameters.Length : end;
            var equals = Parameters.IndexOf('=', at, end - at);
            if (equals >= 0 && Parameters.AsSpan(at, equals - at).Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return Parameters[(equals + 1)..end].Trim().Trim('"').ToUpperInvariant();
            }

            at = end + 1;
        }

        return null;
    }

    private static HolidayCalendarLine? Parse(StringBuilder line, int number)
    {
        var text = line.ToString();
        var name = text.AsSpan().IndexOfAny(';', ':');
        var colon = name < 0 ? -1 : Outside(text, name, ':');
        return colon < 0
            ? null
            : new HolidayCalendarLine(
                number,
                text[..name].Trim().ToUpperInvariant(),
                text[(colon + 1)..],
                colon > name ? text[(name + 1)..colon] : "");
    }

    // The first such character outside of double quotes; -1 when there is none.
    private static int Outside(string text, int from, char wanted)
    {
        var isQuoted = false;
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && text[i] == wanted)
            {
                return i;
            }
        }

        return -1;
    }
}
