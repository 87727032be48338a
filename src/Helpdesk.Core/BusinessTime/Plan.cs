using NodaTime;

namespace Helpdesk.Core.BusinessTime;

/// <summary>
/// The plan on the wall clock, without a zone. Wall-clock moments are seconds since 1970-01-01T00:00 on that clock.
/// </summary>
internal sealed class Plan
{
    public const int Day = 86_400;

    private static readonly LocalDate Epoch = new(1970, 1, 1);

    private readonly ILookup<int, PlanInterval> _weekly;
    private readonly Dictionary<int, IReadOnlyList<PlanInterval>> _dates;
    private readonly List<(long Start, long End)> _closures;

    public Plan(ScheduleDefinition definition)
    {
        _weekly = definition.Weekly.ToLookup(w => (int)w.Day, w => w.Interval);
        _dates = definition.Holidays.SelectMany(h => Enumerable.Range(1900, 301).SelectMany(h.DatesOf)).Distinct().ToDictionary(DayOf, _ => (IReadOnlyList<PlanInterval>)[]);
        foreach (var (date, intervals) in definition.Overrides)
        {
            _dates[DayOf(date)] = intervals;
        }

        _closures = [.. definition.Closures.Select(c => (Second(c.From), Second(c.To)))];
        var exceptions = _dates.Keys
            .Concat(_closures.SelectMany(c => new[] { FloorDay(c.Start), FloorDay(c.End) }))
            .ToList();
        FirstException = exceptions.Count == 0 ? null : exceptions.Min();
        LastException = exceptions.Count == 0 ? null : exceptions.Max();
        IsEmptyWeek = definition.Weekly.Count == 0;
    }

    /// <summary>The first and the last date, as days since the epoch, that differ from the week; null when none does.</summary>
    public int? FirstException { get; }

    /// <inheritdoc cref="FirstException"/>
    public int? LastException { get; }

    /// <summary>Whether only overrides open.</summary>
    public bool IsEmptyWeek { get; }

    public static int DayOf(LocalDate date) => Period.DaysBetween(Epoch, date);

    /// <summary>The open wall-clock ranges that touch [from, to): ordered, merged, not clipped at the ends.</summary>
    public List<(long Start, long End)> Open(long from, long to)
    {
        var ranges = new List<(long Start, long End)>();
        var last = FloorDay(to - 1);
        for (var day = FloorDay(from) - 1; day <= last; day++) // a shift from the evening before may run into the first
        {
            foreach (var interval in On(day))
            {
                AddInterval(ranges, day, interval);
            }
        }

        foreach (var closure in _closures)
        {
            Cut(ranges, 0, closure.Start, closure.End);
        }

        return Merge(ranges);
    }

    private static int FloorDay(long second) => (int)Math.Floor(second / (double)Day);

    private static long Second(LocalDateTime at) =>
        ((long)DayOf(at.Date) * Day) + (at.TimeOfDay.TickOfDay / NodaConstants.TicksPerSecond);

    private static void AddInterval(List<(long Start, long End)> ranges, int day, PlanInterval interval)
    {
        var midnight = (long)day * Day;
        var start = midnight + interval.Start;
        var end = midnight + interval.End + (interval.End <= interval.Start ? Day : 0);
        var first = ranges.Count;
        ranges.Add((start, end));
        foreach (var pause in interval.Breaks)
        {
            var cut = interval.Place(pause);
            Cut(ranges, first, midnight + cut.Start, midnight + cut.End);
        }
    }

    private static void Cut(List<(long Start, long End)> ranges, int first, long start, long end)
    {
        for (var i = ranges.Count - 1; i >= first; i--)
        {
            var range = ranges[i];
            if (range.End <= start || range.Start >= end)
            {
                continue;
            }

            ranges.RemoveAt(i);
            if (range.Start < start)
            {
                ranges.Add((range.Start, start));
            }

            if (range.End > end)
            {
                ranges.Add((end, range.End));
            }
        }
    }

    private static List<(long Start, long End)> Merge(List<(long Start, long End)> ranges)
    {
        ranges.Sort();
        var merged = new List<(long Start, long End)>(ranges.Count);
        foreach (var range in ranges)
        {
            if (merged.Count > 0 && range.Start <= merged[^1].End)
            {
                merged[^1] = (merged[^1].Start, Math.Max(merged[^1].End, range.End));
            }
            else
            {
                merged.Add(range);
            }
        }

        return merged;
    }

    private IEnumerable<PlanInterval> On(int day) =>
        _dates.TryGetValue(day, out var own) ? own : _weekly[((((day + 3) % 7) + 7) % 7) + 1]; // 1970-01-01 was a Thursday
}
