using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Benchmarks.BusinessTime;

/// <summary>
/// Business time as a careful developer writes it first: go from date to date, look up when the date is open, turn that into
/// instants with the zone's offset, clip, sum. One lookup of the offset a date, one more where the clock changes. Every step
/// ends where the wall clock reaches midnight or is changed, so within a step it runs evenly; what happens twice is met
/// twice, what is skipped is never met. The yardstick of the benchmarks and an oracle; shares no code with what it measures.
/// </summary>
internal sealed class DayWalk
{
    // No schedule that opens (or closes) at all in some week after its last exception fails to do so for so many dates.
    private const int Patience = 56;

    private static readonly Instant First = Instant.FromUtc(1, 1, 3, 0, 0);
    private static readonly Instant Last = Instant.FromUtc(9998, 12, 29, 0, 0);

    private readonly DateTimeZone _zone;
    private readonly DayPlan[] _week;
    private readonly Dictionary<LocalDate, DayPlan> _dates = [];
    private readonly (LocalDateTime From, LocalDateTime To)[] _closures;
    private readonly Instant _firstException;
    private readonly Instant _lastException;

    /// <exception cref="NotSupportedException">A holiday is not a plain date.</exception>
    public DayWalk(ScheduleDefinition definition)
    {
        _zone = DateTimeZoneProviders.Tzdb[definition.Zone];
        _week = [.. Enumerable.Range(0, 8).Select(d => new DayPlan(definition.Weekly.Where(w => (int)w.Day == d).Select(w => w.Interval)))];
        foreach (var holiday in definition.Holidays.Where(h => h.IsOn))
        {
            if (holiday is not { Date: HolidayDate.Once { Date: var date }, Part: null })
            {
                throw new NotSupportedException($"{holiday} is not a plain date.");
            }

            for (var i = 0; i < holiday.Days; i++)
            {
                _dates[date.PlusDays(i)] = DayPlan.Closed;
            }
        }

        foreach (var (date, intervals) in definition.Overrides)
        {
            _dates[date] = new DayPlan(intervals);
        }

        _closures = [.. definition.Closures];
        // Two dates before and behind leave room for every offset and for what runs over midnight.
        var exceptions = _dates.Keys.Concat(_closures.SelectMany(c => new[] { c.From.Date, c.To.Date })).ToList();
        _firstException = exceptions.Count == 0 ? Last : exceptions.Min().PlusDays(-2).AtMidnight().InUtc().ToInstant();
        _lastException = exceptions.Count == 0 ? First : exceptions.Max().PlusDays(3).AtMidnight().InUtc().ToInstant();
    }

    public bool IsOpen(Instant at)
    {
        if (at < First || at >= Last)
        {
            return false;
        }

        var step = StepAt(at);
        var second = (int)Math.Floor((at - step.Midnight).TotalSeconds);
        foreach (var (start, end) in step.Open)
        {
            if (start <= second && second < end)
            {
                return true;
            }
        }

        return false;
    }

    public Duration Between(Instant from, Instant to)
    {
        if (to < from)
        {
            return -Between(to, from);
        }

        var sum = Duration.Zero;
        foreach (var (start, end) in Forward(from, to))
        {
            sum += end - start;
        }

        return sum;
    }

    public Instant? Add(Instant at, Duration working)
    {
        if (working == Duration.Zero)
        {
            return at;
        }

        var left = working > Duration.Zero ? working : -working;
        foreach (var (start, end) in working > Duration.Zero ? Forward(at, Last) : Backward(at))
        {
            if (end - start >= left)
            {
                return working > Duration.Zero ? start + left : end - left;
            }

            left -= end - start;
        }

        return null;
    }

    public Instant? NextOpen(Instant at)
    {
        foreach (var (start, _) in Forward(at, Last))
        {
            return start;
        }

        return null;
    }

    public Instant? NextClose(Instant at)
    {
        Instant? close = null;
        var never = Instant.Max(at, _lastException) + Duration.FromDays(Patience);
        foreach (var (start, end) in Forward(at, Last))
        {
            if (close is { } reached && (start > reached || reached > never))
            {
                return start > reached ? reached : null;
            }

            close = end;
        }

        return close >= Last ? null : close;
    }

    // Open pieces in order, at most to the first midnight or clock change each.
    private IEnumerable<(Instant Start, Instant End)> Forward(Instant from, Instant to)
    {
        to = Instant.Min(to, Last);
        var idle = 0;
        for (var at = Instant.Max(from, First); at < to && idle < Patience;)
        {
            var step = StepAt(at);
            var until = Instant.Min(step.End, to);
            idle = step.Open.Length > 0 || at < _lastException ? 0 : idle + 1;
            foreach (var (start, end) in step.Open)
            {
                var opens = Instant.Max(step.Midnight + Duration.FromSeconds(start), at);
                var closes = Instant.Min(step.Midnight + Duration.FromSeconds(end), until);
                if (opens < closes)
                {
                    yield return (opens, closes);
                }
            }

            at = until;
        }
    }

    private IEnumerable<(Instant Start, Instant End)> Backward(Instant from)
    {
        var idle = 0;
        for (var at = Instant.Min(from, Last); at > First && idle < Patience;)
        {
            var step = StepAt(at - Duration.Epsilon);
            var since = Instant.Max(step.Start, First);
            idle = step.Open.Length > 0 || at > _firstException ? 0 : idle + 1;
            foreach (var (start, end) in step.Open.Reverse())
            {
                var opens = Instant.Max(step.Midnight + Duration.FromSeconds(start), since);
                var closes = Instant.Min(step.Midnight + Duration.FromSeconds(end), at);
                if (opens < closes)
                {
                    yield return (opens, closes);
                }
            }

            at = since;
        }
    }

    private Step StepAt(Instant at)
    {
        var part = _zone.GetZoneInterval(at);
        var date = at.WithOffset(part.WallOffset).Date;
        var midnight = date.AtMidnight().WithOffset(part.WallOffset).ToInstant();
        var next = midnight + Duration.FromDays(1);
        return new Step(
            midnight,
            part.HasStart && part.Start > midnight ? part.Start : midnight,
            part.HasEnd && part.End < next ? part.End : next,
            Open(date));
    }

    private (int Start, int End)[] Open(LocalDate date)
    {
        var (today, over) = (Plan(date).Own, Plan(date.PlusDays(-1)).Over);
        var open = over.Length == 0 ? today : DayPlan.Union(today.Concat(over));
        foreach (var (from, to) in _closures)
        {
            if (from.Date <= date && date <= to.Date)
            {
                var start = from.Date < date ? 0 : (int)(from.TimeOfDay.TickOfDay / NodaConstants.TicksPerSecond);
                var end = to.Date > date ? DayPlan.Day : (int)(to.TimeOfDay.TickOfDay / NodaConstants.TicksPerSecond);
                open = [.. DayPlan.Cut(open, start, end)];
            }
        }

        return open;
    }

    private DayPlan Plan(LocalDate date) =>
        _dates.TryGetValue(date, out var own) ? own : _week[(int)date.DayOfWeek];

    /// <summary>A stretch on one date without a clock change.</summary>
    /// <param name="Midnight">When that date begins, reckoned back by the offset of the stretch.</param>
    /// <param name="Start">Its first instant.</param>
    /// <param name="End">Its end, exclusive.</param>
    /// <param name="Open">When the date is open, in seconds after <paramref name="Midnight"/>.</param>
    private readonly record struct Step(Instant Midnight, Instant Start, Instant End, (int Start, int End)[] Open);
}
