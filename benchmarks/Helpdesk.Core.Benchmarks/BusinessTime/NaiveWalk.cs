using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Benchmarks.BusinessTime;

/// <summary>
/// What a developer writes who has NodaTime and an afternoon: from date to date, the hours of the weekday as local times, turned
/// into instants by the library's lenient rule, clipped and summed. It knows weekly hours, breaks and dates off; hours that a clock
/// change takes away or doubles it gets wrong, which the measured hours never meet.
/// </summary>
internal sealed class NaiveWalk
{
    private readonly DateTimeZone _zone;
    private readonly HashSet<LocalDate> _holidays;
    private readonly ILookup<IsoDayOfWeek, (LocalTime Start, LocalTime End)> _week;

    public NaiveWalk(ScheduleDefinition definition)
    {
        _zone = DateTimeZoneProviders.Tzdb[definition.Zone];
        _holidays = [.. definition.Holidays.Select(h => ((HolidayDate.Once)h.Date).Date)];
        _week = definition.Weekly.SelectMany(w => Parts(w.Interval).Select(p => (w.Day, Part: p))).ToLookup(p => p.Day, p => p.Part);
    }

    public Duration Between(Instant from, Instant to)
    {
        var sum = Duration.Zero;
        var last = to.InZone(_zone).Date;
        for (var date = from.InZone(_zone).Date; date <= last; date = date.PlusDays(1))
        {
            foreach (var (start, end) in Hours(date))
            {
                var (opens, closes) = (Instant.Max(from, start), Instant.Min(to, end));
                sum += opens < closes ? closes - opens : Duration.Zero;
            }
        }

        return sum;
    }

    public Instant Add(Instant at, Duration working)
    {
        for (var date = at.InZone(_zone).Date; ; date = date.PlusDays(1))
        {
            foreach (var (start, end) in Hours(date))
            {
                var opens = Instant.Max(at, start);
                if (opens >= end)
                {
                    continue;
                }

                if (end - opens >= working)
                {
                    return opens + working;
                }

                working -= end - opens;
            }
        }
    }

    private static IEnumerable<(LocalTime Start, LocalTime End)> Parts(PlanInterval interval)
    {
        var start = interval.Start;
        foreach (var pause in interval.Breaks)
        {
            yield return (Time(start), Time(pause.Start));
            start = pause.End;
        }

        yield return (Time(start), Time(interval.End));
    }

    private static LocalTime Time(int second) => LocalTime.FromSecondsSinceMidnight(second);

    private IEnumerable<(Instant Start, Instant End)> Hours(LocalDate date)
    {
        if (_holidays.Contains(date))
        {
            yield break;
        }

        foreach (var (start, end) in _week[date.DayOfWeek])
        {
            yield return (_zone.AtLeniently(date + start).ToInstant(), _zone.AtLeniently(date + end).ToInstant());
        }
    }
}
