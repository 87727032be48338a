using Helpdesk.Core.BusinessTime;
using NodaTime;
using NodaTime.TimeZones;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>
/// A plain walk over dates: the plan of each gives ranges on the wall clock, and each stretch of one offset in the zone takes
/// from them what its own wall clock shows. The second independent reading of a definition; it reaches further than
/// <see cref="SecondOracle"/>. An answer of null means: not strictly within the window.
/// </summary>
internal sealed class PlainWalk(ScheduleDefinition plan)
{
    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb[plan.Zone];

    /// <summary>What is open between two instants: in order, apart, clipped.</summary>
    public List<Interval> Stretches(Instant from, Instant to)
    {
        var open = new List<Interval>();
        foreach (var range in WallClock(from, to))
        {
            open.AddRange(_zone.GetZoneIntervals(from, to).Select(i => Map(range, i, from, to)).OfType<Interval>());
        }

        return Merge(open);
    }

    public Duration Between(Instant from, Instant to) =>
        Stretches(from, to).Aggregate(Duration.Zero, (sum, s) => sum + s.Duration);

    public Instant? Add(Instant at, Duration working, Duration window)
    {
        var forward = working >= Duration.Zero;
        var left = forward ? working : -working;
        if (left == Duration.Zero)
        {
            return at;
        }

        var stretches = forward ? Stretches(at, at + window) : Enumerable.Reverse(Stretches(at - window, at));
        foreach (var stretch in stretches)
        {
            if (stretch.Duration >= left)
            {
                var reached = forward ? stretch.Start + left : stretch.End - left;
                return reached > at - window && reached < at + window ? reached : null;
            }

            left -= stretch.Duration;
        }

        return null;
    }

    public Instant? NextOpen(Instant at, Duration window) =>
        Stretches(at, at + window) is [var first, ..] ? first.Start : null;

    public Instant? NextClose(Instant at, Duration window) =>
        Stretches(at, at + window) is [var first, ..] && first.End < at + window ? first.End : null;

    public Instant? PreviousOpen(Instant at, Duration window) =>
        Stretches(at, at + Duration.Epsilon).Count > 0 ? at
        : Stretches(at - window, at) is [.., var last] ? last.End
        : null;

    // Two dates more on either side: one for shifts over midnight, one for a zone that leaves out a date.
    private IEnumerable<(LocalDateTime Start, LocalDateTime End)> WallClock(Instant from, Instant to)
    {
        var last = to.InZone(_zone).Date.PlusDays(2);
        for (var date = from.InZone(_zone).Date.PlusDays(-2); date <= last; date = date.PlusDays(1))
        {
            var midnight = date.AtMidnight();
            foreach (var (start, end) in PlanOf(date))
            {
                IEnumerable<(LocalDateTime, LocalDateTime)> ranges = [(midnight.PlusSeconds(start), midnight.PlusSeconds(end))];
                foreach (var closure in plan.Closures)
                {
                    ranges = ranges.SelectMany(r => Without(r, closure));
                }

                foreach (var range in ranges)
                {
                    yield return range;
                }
            }
        }
    }

    // In seconds after the midnight of the date, past 86,400 on the next one.
    private IEnumerable<(int Start, int End)> PlanOf(LocalDate date)
    {
        var overridden = plan.Overrides.Where(o => o.Date == date).ToList();
        if (overridden.Count > 0)
        {
            return overridden.SelectMany(o => o.Intervals).SelectMany(Working);
        }

        var holidays = plan.Holidays.Where(h => PlainHolidays.IsKept(h, date)).ToList();
        var week = holidays.Exists(h => h.Part is null)
            ? []
            : plan.Weekly.Where(w => w.Day == date.DayOfWeek).SelectMany(w => Working(w.Interval));
        return holidays.Aggregate(week, (ranges, h) => ranges.SelectMany(r => Without(r, h.Part ?? default)));
    }

    private static IEnumerable<(int Start, int End)> Working(PlanInterval interval)
    {
        int OnDate(int second, int first) => second < first ? second + 86_400 : second;
        IEnumerable<(int, int)> ranges = [(interval.Start, OnDate(interval.End, interval.Start + 1))];
        return interval.Breaks.Aggregate(ranges, (open, b) =>
            open.SelectMany(r => Without(r, (OnDate(b.Start, interval.Start), OnDate(b.End, interval.Start)))));
    }

    private static IEnumerable<(T Start, T End)> Without<T>((T Start, T End) range, (T Start, T End) cut)
        where T : IComparable<T>
    {
        if (cut.Start.CompareTo(range.End) >= 0 || cut.End.CompareTo(range.Start) <= 0)
        {
            return [range];
        }

        (T Start, T End)[] parts = [(range.Start, cut.Start), (cut.End, range.End)];
        return parts.Where(p => p.Start.CompareTo(p.End) < 0);
    }

    private static Interval? Map((LocalDateTime Start, LocalDateTime End) range, ZoneInterval i, Instant from, Instant to)
    {
        var start = Instant.Max(from, range.Start.WithOffset(i.WallOffset).ToInstant());
        var end = Instant.Min(to, range.End.WithOffset(i.WallOffset).ToInstant());
        start = i.HasStart ? Instant.Max(start, i.Start) : start;
        end = i.HasEnd ? Instant.Min(end, i.End) : end;
        return start < end ? new Interval(start, end) : null;
    }

    private static List<Interval> Merge(List<Interval> open)
    {
        var merged = new List<Interval>();
        foreach (var next in open.OrderBy(i => i.Start))
        {
            if (merged.Count > 0 && merged[^1].End >= next.Start)
            {
                merged[^1] = new Interval(merged[^1].Start, Instant.Max(merged[^1].End, next.End));
            }
            else
            {
                merged.Add(next);
            }
        }

        return merged;
    }
}
