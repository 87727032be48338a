using System.Globalization;
using NodaTime;

namespace Helpdesk.Core.Email.Headers;

/// <summary>Reads dates (RFC 5322, 3.3 and 4.3), and the form of ctime that mbox lines carry.</summary>
internal static class MailDate
{
    private static readonly string[] Months =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    public static Instant? Read(string? text)
    {
        if (text is null || text.Length > 500)
        {
            return null;
        }

        var (day, month, year, zone) = ((int?)null, (int?)null, (int?)null, (int?)null);
        (int Hour, int Minute, int Second)? time = null;
        foreach (var token in Tokens(WithoutComments(text)))
        {
            if (token.Contains(':', StringComparison.Ordinal))
            {
                time ??= Time(token);
            }
            else if (token[0] is '+' or '-')
            {
                zone ??= Offset(token);
            }
            else if (MonthOf(token) is { } m)
            {
                month ??= m;
            }
            else if (Number(token) is not { } number)
            {
                zone ??= Named(token);
            }
            else if (day is null && token.Length <= 2)
            {
                day = number;
            }
            else if (year is null)
            {
                year = Year(number, token.Length);
            }
            else
            {
                zone ??= Offset("+" + token); // the sign was forgotten
            }
        }

        return day is >= 1 and <= 31 && month is not null && year is >= 1900 and <= 9990 && time is { } t
            ? At(year.Value, month.Value, day.Value, t, zone ?? 0)
            : null;
    }

    // Words at blanks and commas; dashes stand between day, month and year, but before a zone they are its sign.
    private static IEnumerable<string> Tokens(string text) => text
        .Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(w => w[0] is '+' or '-' ? [w] : w.Split('-', StringSplitOptions.RemoveEmptyEntries));

    // Hours and minutes, also with a digit too few.
    private static int? Offset(string token)
    {
        var digits = token.TrimStart('+', '-');
        return digits.Length is 3 or 4 && Number(digits) is { } number
            ? (token.Contains('-', StringComparison.Ordinal) ? -1 : 1) * (((number / 100) * 60) + (number % 100))
            : null;
    }

    private static Instant? At(int year, int month, int day, (int Hour, int Minute, int Second) time, int zoneMinutes) =>
        day > CalendarSystem.Iso.GetDaysInMonth(year, month) || Math.Abs(zoneMinutes) > 24 * 60
            ? null
            : Instant.FromUtc(year, month, day, time.Hour, time.Minute, Math.Min(time.Second, 59)) - Duration.FromMinutes(zoneMinutes);

    private static (int, int, int)? Time(string token)
    {
        var parts = token.Split(':');
        return parts.Length is 2 or 3
            && Number(parts[0]) is { } hour and <= 23 && Number(parts[1]) is { } minute and <= 59
            && (parts.Length == 2 ? 0 : Number(parts[2].Split('.')[0])) is { } second and <= 60
            ? (hour, minute, second)
            : null;
    }

    private static int Year(int number, int digits) => digits switch
    {
        <= 2 => number < 50 ? 2000 + number : 1900 + number,
        _ => number < 1000 ? 1900 + number : number, // some count on from 1900
    };

    private static int? MonthOf(string token)
    {
        var index = token.Length < 3 ? -1 : Array.IndexOf(Months, token[..3].ToLowerInvariant());
        return index < 0 ? null : index + 1;
    }

    private static int? Named(string token) => token.ToUpperInvariant() switch
    {
        "EST" => -300,
        "EDT" => -240,
        "CST" => -360,
        "CDT" => -300,
        "MST" => -420,
        "MDT" => -360,
        "PST" => -480,
        "PDT" => -420,
        "UT" or "GMT" or "UTC" or "Z" => 0,
        _ => null,
    };

    private static int? Number(string token) =>
        int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string WithoutComments(string text)
    {
        var depth = 0;
        return new string([.. text.Where(c =>
        {
            depth += c == '(' ? 1 : 0;
            var keep = depth == 0;
            depth -= c == ')' && depth > 0 ? 1 : 0;
            return keep;
        })]);
    }
}
