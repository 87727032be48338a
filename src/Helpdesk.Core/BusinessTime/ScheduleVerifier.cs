using System.Globalization;
using NodaTime;

namespace Helpdesk.Core.BusinessTime;

/// <summary>
/// Finds everything that is wrong with a schedule at once. An empty plan is valid: it is never open. The limits keep the work of
/// every question bounded, whoever wrote the schedule.
/// </summary>
internal static class ScheduleVerifier
{
    public const int MaxIntervals = 1_000;
    public const int MaxIntervalsOfDate = 100;
    public const int MaxBreaks = 100;
    public const int MaxEntries = 5_000;

    // Of all holidays together, in a year: what they may last, and how many exceptions they may have.
    private const int MaxHolidayDays = 10_000;
    private const int MaxExceptions = 10_000;

    public static IReadOnlyList<Fault> Verify(ScheduleDefinition definition)
    {
        var faults = new List<Fault>(Zone(definition.Zone));
        Each(definition.Weekly, MaxIntervals, "/weekly", Weekly, faults);
        Each(definition.Holidays, MaxEntries, "/holidays", HolidayVerifier.Verify, faults);
        if (definition.Holidays.Count <= MaxEntries && definition.Holidays.Sum(h => (long)Math.Abs(h.Days)) > MaxHolidayDays)
        {
            faults.Add(TooMany($"All holidays together last at most {MaxHolidayDays} days a year.", "/holidays"));
        }

        if (definition.Holidays.Sum(h => (long)h.Except.Count) > MaxExceptions)
        {
            faults.Add(TooMany($"All holidays together have at most {MaxExceptions} exceptions.", "/holidays"));
        }

        Each(definition.Overrides, MaxEntries, "/overrides", o => Override(o.Date, o.Intervals), faults);
        VerifyTwice(definition.Overrides, faults);
        Each(definition.Closures, MaxEntries, "/closures", c => Closure(c.From, c.To), faults);
        return faults;
    }

    /// <summary>What is wrong with a zone.</summary>
    public static IEnumerable<Fault> Zone(string zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null
        ? [new Fault("unknown-zone", $"'{zone}' is no IANA time zone.", "/zone")]
        : [];

    /// <summary>What is wrong with an interval of the week; places below it.</summary>
    public static IEnumerable<Fault> Weekly((IsoDayOfWeek Day, PlanInterval Interval) entry) =>
    [
        .. entry.Day is < IsoDayOfWeek.Monday or > IsoDayOfWeek.Sunday
            ? [new Fault("unknown-day", "A day is 1 (Monday) to 7 (Sunday).", "/day")]
            : Array.Empty<Fault>(),
        .. Interval(entry.Interval),
    ];

    /// <summary>What is wrong with a date's own plan, without regard to others; places below it.</summary>
    public static IEnumerable<Fault> Override(LocalDate date, IReadOnlyList<PlanInterval> intervals)
    {
        var faults = new List<Fault>(Year(date, "/date"));
        Each(intervals, MaxIntervalsOfDate, "/intervals", Interval, faults);
        return faults;
    }

    /// <summary>What is wrong with a closure; places below it.</summary>
    public static IEnumerable<Fault> Closure(LocalDateTime from, LocalDateTime to) =>
    [
        .. Year(from.Date, "/from"),
        .. Year(to.Date, "/to"),
        .. to <= from ? [new Fault("ends-before-start", "A closure ends after it begins.")] : Array.Empty<Fault>(),
    ];

    /// <summary>What is wrong with an interval; places below it.</summary>
    public static List<Fault> Interval(PlanInterval interval)
    {
        var faults = new List<Fault>();
        if (interval.Start is < 0 or >= Plan.Day || interval.End is < 0 or > Plan.Day)
        {
            faults.Add(new Fault("out-of-range", "A start lies in 00:00 to 23:59:59, an end in 00:00 to 24:00."));
        }

        Each(interval.Breaks, MaxBreaks, "/breaks", b => Break(interval, b), faults);
        return faults;
    }

    private static IEnumerable<Fault> Break(PlanInterval interval, (int Start, int End) pause)
    {
        if (pause is { Start: < 0 or >= Plan.Day } or { End: < 0 or > Plan.Day })
        {
            return [new Fault("out-of-range", "A break lies in 00:00 to 24:00.")];
        }

        return interval.Place(pause) is var placed && placed.End <= placed.Start
            ? [new Fault("ends-before-start", "A break ends after it begins.")]
            : [];
    }

    private static void VerifyTwice(IReadOnlyList<(LocalDate Date, IReadOnlyList<PlanInterval> Intervals)> overrides, List<Fault> faults)
    {
        var seen = new HashSet<LocalDate>();
        for (var i = 0; i < Math.Min(overrides.Count, MaxEntries); i++)
        {
            if (!seen.Add(overrides[i].Date))
            {
                faults.Add(new Fault("duplicate-date", "This date is overridden twice.", Below("/overrides", i) + "/date"));
            }
        }
    }

    private static IEnumerable<Fault> Year(LocalDate date, string place) => date.Year is < Holiday.FirstYear or > Holiday.LastYear
        ? [new Fault("out-of-range", $"A date lies in the years {Holiday.FirstYear} to {Holiday.LastYear}.", place)]
        : [];

    private static void Each<T>(IReadOnlyList<T> items, int max, string place, Func<T, IEnumerable<Fault>> verify, List<Fault> faults)
    {
        if (items.Count > max)
        {
            faults.Add(TooMany($"At most {max} elements are allowed.", place));
            return;
        }

        for (var i = 0; i < items.Count; i++)
        {
            var at = Below(place, i);
            faults.AddRange(verify(items[i]).Select(f => f with { Place = at + f.Place }));
        }
    }

    private static Fault TooMany(string sentence, string place) => new("too-many", sentence, place);

    private static string Below(string place, int index) => place + "/" + index.ToString(CultureInfo.InvariantCulture);
}
