using System.Globalization;
using NodaTime;

namespace Helpdesk.Core.BusinessTime;

/// <summary>Yearly recurrence rules of an iCalendar text (RFC 5545, section 3.3.10).</summary>
internal sealed class HolidayCalendarRule
{
    private static readonly string[] Known = ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "WKST"];
    private static readonly string[] Weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    private readonly Dictionary<string, string> _parts = new(StringComparer.Ordinal);
    private readonly LocalDate _start;

    private HolidayCalendarRule(LocalDate start) => _start = start;

    /// <summary>The holidays of a rule, or why there are none.</summary>
    /// <param name="text">The value of the property.</param>
    /// <param name="start">The first date.</param>
    public static (IReadOnlyList<Holiday> Holidays, (string Code, string Reason)? Fault) Read(string text, LocalDate start)
    {
        var rule = new HolidayCalendarRule(start);
        foreach (var part in text.Trim().ToUpperInvariant().Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = part.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at ? (part[..at], part[(at + 1)..]) : (part, "");
            if (!Known.Contains(name, StringComparer.Ordinal) || !rule._parts.TryAdd(name, value))
            {
                return Refused("unsupported", "its rule has a part that is not read, or one twice");
            }
        }

        return rule.Holidays();
    }

    private static (IReadOnlyList<Holiday>, (string, string)?) Refused(string code, string reason) => ([], (code, reason));

    private static int LongestMonth(int month) => CalendarSystem.Iso.GetDaysInMonth(2000, month);

    private (IReadOnlyList<Holiday> Holidays, (string Code, string Reason)? Fault) Holidays()
    {
        var interval = Numbers("INTERVAL", 1, HolidayVerifier.MaxEveryYears);
        if (_parts.GetValueOrDefault("FREQ") != "YEARLY" || interval is null or { Count: > 1 })
        {
            return Refused("unsupported", "its rule is not a yearly one");
        }

        var every = interval is [var said] ? said : 1;
        if (Dates() is not { Count: > 0 } dates)
        {
            return Refused("unsupported", "its rule names dates that no holiday can have");
        }

        if (!dates.Any(d => d.In(_start.Year) == _start))
        {
            return Refused("start-not-in-rule", "DTSTART is not a date of its rule");
        }

        var (last, wrong) = Last(dates, every);
        if (wrong is not null)
        {
            return ([], wrong);
        }

        List<Holiday> holidays = [.. dates.Select(d => Bounded(d, every, last)).OfType<Holiday>()];
        return holidays.Count > 0 ? (holidays, null) : Refused("out-of-range", "it lies outside the years that are kept");
    }

    private List<HolidayDate>? Dates()
    {
        if (Numbers("BYMONTH", 1, 12) is not { } months || Numbers("BYMONTHDAY", 1, 31) is not { } days)
        {
            return null;
        }

        if (!_parts.TryGetValue("BYDAY", out var weekdays))
        {
            // A day of the month without a month would be twelve days a year.
            return months.Count == 0 && days.Count > 0 ? null
                : [.. from month in months.Count > 0 ? months : [_start.Month]
                      from day in days.Count > 0 ? days : [_start.Day]
                      where day <= LongestMonth(month)
                      select new HolidayDate.Yearly(month, day)];
        }

        // A weekday without a month would be the nth of the year; more names than there are weekdays in a month are noise.
        string[] names = [.. weekdays.Split(',').Distinct(StringComparer.Ordinal).Take(71)];
        List<HolidayDate?> dates = names.Length > 70 ? [] : [.. months.SelectMany(m => names.Select(n => Weekday(m, n, days))).Distinct()];
        return dates.Contains(null) ? null : [.. dates.OfType<HolidayDate>()];
    }

    // 4TH is the fourth Thursday. TU with the days 2 to 8 is the first Tuesday after the first Monday: with seven days in a row it
    // is one a year, so many days after the nth weekday of the month.
    private static HolidayDate.Weekday? Weekday(int month, string text, List<int> days)
    {
        var day = text.Length < 2 ? -1 : Array.IndexOf(Weekdays, text[^2..]);
        if (day < 0)
        {
            return null;
        }

        if (days.Count == 0)
        {
            return int.TryParse(text.AsSpan(0, text.Length - 2), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var nth)
                && nth is >= -5 and <= 5 and not 0
                    ? new HolidayDate.Weekday(month, (IsoDayOfWeek)(day + 1), nth)
                    : null;
        }

        var from = days.Min();
        if (text.Length > 2 || days.Count != 7 || days.Max() != from + 6 || from + 6 > LongestMonth(month) - (month == 2 ? 1 : 0))
        {
            return null;
        }

        var (weeks, after) = Math.DivRem(from - 1, 7);
        return new HolidayDate.Weekday(month, (IsoDayOfWeek)(((day - after + 7) % 7) + 1), weeks + 1, after);
    }

    private Holiday? Bounded(HolidayDate date, int every, LocalDate? last)
    {
        var first = date.In(_start.Year) is { } own && own >= _start ? _start.Year : _start.Year + every;
        if (first < Holiday.FirstYear)
        {
            first += (Holiday.FirstYear - first + every - 1) / every * every;
        }

        int? until = last is not { } end ? null : date.In(end.Year) is { } there && there > end ? end.Year - 1 : end.Year;
        return first > Holiday.LastYear || until < first
            ? null
            : new Holiday(date)
            {
                FromYear = every == 1 && first == Holiday.FirstYear ? null : first,
                UntilYear = until >= Holiday.LastYear ? null : until,
                EveryYears = every,
            };
    }

    // The last date that the rule allows; null for ever.
    private (LocalDate? Last, (string Code, string Reason)? Fault) Last(List<HolidayDate> dates, int every)
    {
        if (_parts.TryGetValue("UNTIL", out var until))
        {
            return HolidayCalendarDate.Of(until) is not { } last ? (null, ("not-a-date", "its rule ends on no date"))
                : last < _start ? (null, ("ends-before-start", "its rule ends before it begins"))
                : _parts.ContainsKey("COUNT") ? (null, ("unsupported", "its rule has both COUNT and UNTIL"))
                : (last, null);
        }

        if (!_parts.ContainsKey("COUNT"))
        {
            return (null, null);
        }

        if (Numbers("COUNT", 1, int.MaxValue) is not [var count] || dates.Count > 1)
        {
            return (null, ("unsupported", "the count of its rule cannot be kept"));
        }

        // A leap day that a year has not is not counted.
        for (var year = _start.Year; year <= Holiday.LastYear; year += every)
        {
            if (dates[0].In(year) is { } date && --count == 0)
            {
                return (date, null);
            }
        }

        return (null, null);
    }

    // Distinct numbers in bounds; null when one is not, empty when there is no such part.
    private List<int>? Numbers(string name, int min, int max)
    {
        var numbers = new HashSet<int>();
        foreach (var text in _parts.GetValueOrDefault(name)?.Split(',') ?? [])
        {
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || number < min || number > max)
            {
                return null;
            }

            numbers.Add(number);
        }

        return [.. numbers.Order()];
    }
}
