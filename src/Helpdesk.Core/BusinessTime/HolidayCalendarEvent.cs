using System.Globalization;
using System.Text;
using NodaTime;

namespace Helpdesk.Core.BusinessTime;

/// <summary>An event of an iCalendar text and the holidays that come of it.</summary>
internal sealed class HolidayCalendarEvent(int number)
{
    private const int MaxName = 200;

    private static readonly string[] Single = ["DTSTART", "DTEND", "DURATION", "RRULE", "RECURRENCE-ID"];

    private readonly Dictionary<string, List<HolidayCalendarLine>> _lines = new(StringComparer.Ordinal);

    /// <summary>Where the text has it.</summary>
    public string Place => "line " + number.ToString(CultureInfo.InvariantCulture);

    private bool IsCancelled => string.Equals(Value("STATUS")?.Trim(), "CANCELLED", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The dates on which events of a series were moved or cancelled one by one (RECURRENCE-ID), by the series' UID.
    /// </summary>
    public static Dictionary<string, HashSet<LocalDate>> Moved(IEnumerable<HolidayCalendarEvent> events)
    {
        var moved = new Dictionary<string, HashSet<LocalDate>>(StringComparer.Ordinal);
        foreach (var one in events)
        {
            if (one.Value("UID") is { } uid && one.Value("RECURRENCE-ID") is { } id && HolidayCalendarDate.Of(id) is { } date)
            {
                moved.TryAdd(uid, []);
                moved[uid].Add(date);
            }
        }

        return moved;
    }

    public void Add(HolidayCalendarLine line)
    {
        if (line.Name is "DTSTART" or "DTEND" or "DURATION" or "RRULE" or "RDATE" or "EXDATE" or "EXRULE" or "SUMMARY" or "STATUS" or "UID" or "RECURRENCE-ID")
        {
            _lines.TryAdd(line.Name, []);
            _lines[line.Name].Add(line);
        }
    }

    /// <summary>Adds the holidays of the event.</summary>
    /// <returns>Why it has none, or null.</returns>
    public Fault? Read(IReadOnlyDictionary<string, HashSet<LocalDate>> moved, List<Holiday> holidays)
    {
        if (IsCancelled)
        {
            return null;
        }

        if (Array.Find(Single, n => Lines(n).Count > 1) is { } name)
        {
            return Skip("twice", $"{name} stands there twice");
        }

        if (Lines("EXRULE").Count > 0 || Lines("RECURRENCE-ID").Any(l => l.Parameter("RANGE") is not null)
            || Lines("RDATE").Any(l => l.Parameter("VALUE") == "PERIOD"))
        {
            return Skip("unsupported", "EXRULE, RANGE and periods are not read");
        }

        if (Lines("DTSTART") is not [var first])
        {
            return Skip("missing", "DTSTART is missing");
        }

        if (HolidayCalendarDate.Of(first.Value) is not { } start)
        {
            return Skip("not-a-date", $"'{Short(first.Value)}' is no date");
        }

        if (!HolidayCalendarDate.IsDate(first.Value) && first.Parameter("VALUE") != "DATE")
        {
            return Skip("not-all-day", "it lasts no whole days");
        }

        var (days, fault) = Days(start);
        return fault ?? Add(start, days, moved, holidays);
    }

    private static string Short(string text, int max = 60) =>
        text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)] + "…";

    // RFC 5545, section 3.3.11; a name is one line and no story.
    private string Name()
    {
        var value = Short(Value("SUMMARY") ?? "", MaxName);
        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i] == '\\' && i + 1 < value.Length ? value[++i] is 'n' or 'N' ? ' ' : value[i] : value[i];
            text.Append(char.IsControl(c) ? ' ' : c);
        }

        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ToString().Trim()));
    }

    // The end is the date after the last; an end at the start is a day, as some programs mean it.
    private (int Days, Fault? Fault) Days(LocalDate start)
    {
        if (Value("DTEND") is { } end)
        {
            return HolidayCalendarDate.Of(end) is { } date
                ? Within(Math.Max(Period.DaysBetween(start, date), date == start ? 1 : int.MinValue))
                : (0, Skip("not-a-date", $"'{Short(end)}' is no date"));
        }

        if (Value("DURATION")?.Trim().ToUpperInvariant().TrimStart('+') is not { } length)
        {
            return (1, null);
        }

        return length is ['P', .. var amount, 'D' or 'W'] && amount.Length <= 4
            && int.TryParse(amount, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? Within(length[^1] == 'W' ? count * 7 : Math.Max(count, 1))
                : (0, Skip("unsupported", $"'{Short(length)}' is no number of days or weeks"));

        (int Days, Fault? Fault) Within(int days) => days switch
        {
            < 1 => (0, Skip("ends-before-start", "it ends before it begins")),
            > HolidayVerifier.MaxDays => (0, Skip("out-of-range", $"it lasts more than {HolidayVerifier.MaxDays} days")),
            _ => (days, null),
        };
    }

    private Fault? Add(LocalDate start, int days, IReadOnlyDictionary<string, HashSet<LocalDate>> moved, List<Holiday> holidays)
    {
        var (without, wrong) = Dates("EXDATE");
        var (also, wrongToo) = Dates("RDATE");
        if ((wrong ?? wrongToo) is { } text)
        {
            return Skip("not-a-date", $"'{Short(text)}' is no date");
        }

        IReadOnlyList<Holiday> again = [];
        if (Value("RRULE") is { } rule)
        {
            (again, var fault) = HolidayCalendarRule.Read(rule, start);
            if (fault is not null)
            {
                return Skip(fault.Value.Code, fault.Value.Reason);
            }
        }
        else
        {
            also.Add(start);
        }

        if (Value("UID") is { } uid && Lines("RECURRENCE-ID").Count == 0 && moved.TryGetValue(uid, out var elsewhere))
        {
            without.UnionWith(elsewhere);
        }

        also.ExceptWith(without);
        HashSet<LocalDate> known = also.Count == 0 ? [] : [.. again.SelectMany(DatesOf)];
        var singles = also.Where(d => IsYear(d) && !known.Contains(d)).Order().ToList();
        if (singles.Count + again.Count == 0 && also.Count > 0)
        {
            return Skip("out-of-range", $"it lies outside the years {Holiday.FirstYear} to {Holiday.LastYear}");
        }

        var name = Name();
        holidays.AddRange(again.Select(h => h with { Name = name, Days = days, Except = Excepted(h, without) }));
        holidays.AddRange(singles.Take(HolidayCalendar.MaxEvents + 1).Select(d => (Holiday)d with { Name = name, Days = days }));
        return null;
    }

    private static bool IsYear(LocalDate date) => date.Year is >= Holiday.FirstYear and <= Holiday.LastYear;

    private static List<LocalDate> Excepted(Holiday holiday, HashSet<LocalDate> without) =>
        without.Count == 0 ? [] : [.. DatesOf(holiday).Where(without.Contains)];

    private static IEnumerable<LocalDate> DatesOf(Holiday holiday) =>
        Enumerable.Range(Holiday.FirstYear, Holiday.LastYear - Holiday.FirstYear + 1).Select(holiday.FirstDateOf).OfType<LocalDate>();

    private (HashSet<LocalDate> Dates, string? Wrong) Dates(string name)
    {
        var dates = new HashSet<LocalDate>();
        foreach (var text in Lines(name).SelectMany(l => l.Value.Split(',')))
        {
            if (HolidayCalendarDate.Of(text) is not { } date)
            {
                return (dates, text);
            }

            dates.Add(date);
        }

        return (dates, null);
    }

    private List<HolidayCalendarLine> Lines(string name) => _lines.GetValueOrDefault(name) ?? [];

    private string? Value(string name) => _lines.GetValueOrDefault(name)?[0].Value;

    private Fault Skip(string code, string reason) => new(code, $"'{Short(Name())}' is left out: {reason}.", Place);
}
