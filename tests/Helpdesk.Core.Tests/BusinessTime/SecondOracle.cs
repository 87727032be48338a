using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>
/// The definition of open, said slowly: ask the wall clock of every second and look it up in the plan. Knows nothing of the
/// code under test but its input data. An answer of null means: not strictly within the window.
/// </summary>
internal sealed class SecondOracle
{
    private const int Day = 86_400;

    private readonly ScheduleDefinition _plan;
    private readonly DateTimeZone _zone;
    private readonly int _step;
    private readonly Dictionary<LocalDate, PlanInterval[]> _dates = [];

    /// <param name="plan">The definition.</param>
    /// <param name="step">1; more only where nothing can change in between, see <see cref="IsOnMinutes"/>.</param>
    public SecondOracle(ScheduleDefinition plan, int step = 1)
    {
        _plan = plan;
        _zone = DateTimeZoneProviders.Tzdb[plan.Zone];
        _step = step;
    }

    /// <summary>Whether plan and clock change on whole minutes only, so that a minute is open or closed as its first second is.</summary>
    public static bool IsOnMinutes(ScheduleDefinition plan, Instant from, Instant to)
    {
        var times = plan.Weekly.Select(w => w.Interval).Concat(plan.Overrides.SelectMany(o => o.Intervals))
            .SelectMany(i => i.Breaks.Append((i.Start, i.End)))
            .SelectMany(x => new[] { x.Item1, x.Item2 });
        return times.All(t => t % 60 == 0)
            && plan.Holidays.All(h => h.Part is not { } part || (part.Start % 60 == 0 && part.End % 60 == 0))
            && plan.Closures.All(c => c.From.Second == 0 && c.To.Second == 0)
            && DateTimeZoneProviders.Tzdb[plan.Zone].GetZoneIntervals(from, to).All(i =>
                i.WallOffset.Seconds % 60 == 0 && (!i.HasStart || i.Start.ToUnixTimeSeconds() % 60 == 0));
    }

    public bool IsOpen(Instant at)
    {
        var clock = at.InZone(_zone).LocalDateTime;
        foreach (var (from, to) in _plan.Closures)
        {
            if (from <= clock && clock < to)
            {
                return false;
            }
        }

        var second = (int)(clock.TimeOfDay.TickOfDay / NodaConstants.TicksPerSecond);
        return Holds(clock.Date, second) || Holds(clock.Date.PlusDays(-1), second + Day);
    }

    public Duration Between(Instant from, Instant to)
    {
        var sum = Duration.Zero;
        for (var at = from; at < to; at = After(at))
        {
            sum += IsOpen(at) ? Instant.Min(After(at), to) - at : Duration.Zero;
        }

        return sum;
    }

    public Instant? Add(Instant at, Duration working, Duration window)
    {
        if (working == Duration.Zero)
        {
            return at;
        }

        var left = working > Duration.Zero ? working : -working;
        for (var from = at; Away(at, from) < window;)
        {
            // The piece between two neighbours on the grid, open or not as its first instant is.
            var to = working > Duration.Zero ? After(from) : Before(from);
            if (IsOpen(Instant.Min(from, to)))
            {
                var piece = Away(from, to);
                if (piece >= left)
                {
                    var reached = working > Duration.Zero ? from + left : from - left;
                    return Away(at, reached) < window ? reached : null;
                }

                left -= piece;
            }

            from = to;
        }

        return null;
    }

    public Instant? NextOpen(Instant at, Duration window) => First(at, at + window, isOpen: true);

    public Instant? NextClose(Instant at, Duration window) =>
        NextOpen(at, window) is { } opens ? First(opens, at + window, isOpen: false) : null;

    /// <summary>The instant itself if open, else the end of the last open second before it.</summary>
    public Instant? PreviousOpen(Instant at, Duration window)
    {
        if (IsOpen(at))
        {
            return at;
        }

        var end = at;
        while (end > at - window && !IsOpen(Before(end)))
        {
            end = Before(end);
        }

        return end > at - window ? end : null;
    }

    private Instant? First(Instant at, Instant end, bool isOpen)
    {
        while (at < end && IsOpen(at) != isOpen)
        {
            at = After(at);
        }

        return at < end ? at : null;
    }

    // The next instant on the grid, which counts from 1970.
    private Instant After(Instant at)
    {
        var rest = at.ToUnixTimeSeconds() % _step;
        return Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds() - (rest < 0 ? rest + _step : rest) + _step);
    }

    private Instant Before(Instant at) => After(at - Duration.Epsilon) - Duration.FromSeconds(_step);

    private static Duration Away(Instant from, Instant to) => from < to ? to - from : from - to;

    // second counts from the midnight on which the date begins.
    private bool Holds(LocalDate date, int second)
    {
        if (!_dates.TryGetValue(date, out var intervals))
        {
            _dates[date] = intervals = [.. PlanOf(date)];
        }

        foreach (var interval in intervals)
        {
            if (Holds(interval, second) && !IsOff(date, second))
            {
                return true;
            }
        }

        return false;
    }

    private IEnumerable<PlanInterval> PlanOf(LocalDate date)
    {
        foreach (var own in _plan.Overrides.Where(o => o.Date == date))
        {
            return own.Intervals;
        }

        return _plan.Holidays.Any(h => h.Part is null && PlainHolidays.IsKept(h, date))
            ? []
            : _plan.Weekly.Where(w => w.Day == date.DayOfWeek).Select(w => w.Interval);
    }

    // A holiday for a part of the day cuts it out of the week's intervals that begin on its date; an override beats it.
    private bool IsOff(LocalDate date, int second) =>
        _plan.Holidays.Any(h => h.Part is { } part && second >= part.Start && second < part.End
            && PlainHolidays.IsKept(h, date))
        && !_plan.Overrides.Any(o => o.Date == date);

    private static bool Holds(PlanInterval interval, int second)
    {
        var end = interval.End <= interval.Start ? interval.End + Day : interval.End;
        if (second < interval.Start || second >= end)
        {
            return false;
        }

        foreach (var (from, to) in interval.Breaks)
        {
            // A break time earlier than the interval's start is on the next date.
            var start = from + (from < interval.Start ? Day : 0);
            var stop = to + (to < interval.Start ? Day : 0);
            if (second >= start && second < stop)
            {
                return false;
            }
        }

        return true;
    }
}
