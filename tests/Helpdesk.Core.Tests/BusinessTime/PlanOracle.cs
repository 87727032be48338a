using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>
/// The definition of open, said slowly: ask the wall clock of each minute and look it up in the plan. Knows nothing of the
/// code under test but its input data.
/// </summary>
internal static class PlanOracle
{
    public static bool IsOpen(ScheduleDefinition plan, Instant at)
    {
        var clock = at.InZone(DateTimeZoneProviders.Tzdb[plan.Zone]).LocalDateTime;
        if (plan.Closures.Any(c => c.From <= clock && clock < c.To))
        {
            return false;
        }

        var second = (int)(clock.TimeOfDay.TickOfDay / NodaConstants.TicksPerSecond);
        return Plan(plan, clock.Date).Any(i => Holds(i, second))
            || Plan(plan, clock.Date.PlusDays(-1)).Any(i => Holds(i, second + 86_400));
    }

    public static Duration Between(ScheduleDefinition plan, Instant from, Instant to)
    {
        var minutes = 0;
        for (var at = from; at < to; at += Duration.FromMinutes(1))
        {
            minutes += IsOpen(plan, at) ? 1 : 0;
        }

        return Duration.FromMinutes(minutes);
    }

    private static IEnumerable<PlanInterval> Plan(ScheduleDefinition plan, LocalDate date)
    {
        foreach (var own in plan.Overrides.Where(o => o.Date == date))
        {
            return own.Intervals;
        }

        return plan.Holidays.Contains(date)
            ? []
            : plan.Weekly.Where(w => w.Day == date.DayOfWeek).Select(w => w.Interval);
    }

    // second counts from the midnight on which the interval's date begins.
    private static bool Holds(PlanInterval interval, int second)
    {
        var end = interval.End <= interval.Start ? interval.End + 86_400 : interval.End;
        return second >= interval.Start && second < end && !interval.Breaks.Any(b =>
        {
            // A break time earlier than the interval's start is on the next date.
            var start = b.Start + (b.Start < interval.Start ? 86_400 : 0);
            var stop = b.End + (b.End < interval.Start ? 86_400 : 0);
            return second >= start && second < stop;
        });
    }
}
