using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Tests.Generators;
using NodaTime;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>Where the clock never changes, a plan shifts as a whole (11 in the list of invariants).</summary>
public sealed class ShiftProperties
{
    private static readonly Duration Week = Duration.FromDays(7);

    [Fact]
    public void A_week_later_the_same_week_says_the_same() => ScheduleLaw.Holds((_, q) =>
    {
        var schedule = ScheduleLaw.Made(new ScheduleDefinition { Zone = Fixed(q), Weekly = q.Plan.Weekly });
        return IsShifted(schedule, schedule, q, Week);
    });

    [Fact]
    public void Exceptions_a_week_later_act_a_week_later() => ScheduleLaw.Holds((_, q) =>
    {
        var plan = q.Plan with { Zone = Fixed(q) };
        return IsShifted(
            ScheduleLaw.Made(plan),
            ScheduleLaw.Made(plan with
            {
                Holidays = [.. plan.Holidays.Select(h => (Holiday)((HolidayDate.Once)h.Date).Date.PlusWeeks(1))],
                Overrides = [.. plan.Overrides.Select(o => (o.Date.PlusWeeks(1), o.Intervals))],
                Closures = [.. plan.Closures.Select(c => (c.From.PlusWeeks(1), c.To.PlusWeeks(1)))],
            }),
            q,
            Week);
    });

    // Zone Etc/GMT-5 is five hours ahead of UTC, by the sign that POSIX gave it: its 09:00 is 04:00Z, five hours before.
    [Fact]
    public void So_many_hours_east_is_so_much_earlier() => ScheduleLaw.Holds((_, q) =>
    {
        var hours = Hours(q);
        return IsShifted(
            ScheduleLaw.Made(q.Plan with { Zone = Fixed(q) }),
            ScheduleLaw.Made(q.Plan with { Zone = "Etc/UTC" }),
            q,
            Duration.FromHours(hours));
    });

    private static bool IsShifted(Schedule one, Schedule later, ScheduleQuestion q, Duration by)
    {
        Instant? Later(Instant? at) => at is { } given ? given + by : null;
        return new[] { q.A, q.B, q.Far }.All(at =>
            later.IsOpen(at + by) == one.IsOpen(at)
            && later.Between(at + by, q.C + by) == one.Between(at, q.C)
            && later.NextOpen(at + by) == Later(one.NextOpen(at))
            && later.NextClose(at + by) == Later(one.NextClose(at))
            && later.Add(at + by, q.Amount) == Later(one.Add(at, q.Amount))
            && later.Add(at + by, -q.Amount) == Later(one.Add(at, -q.Amount)));
    }

    private static int Hours(ScheduleQuestion q) => (int)(q.More.TotalMinutes % 27) - 12;

    private static string Fixed(ScheduleQuestion q) => Hours(q) switch
    {
        0 => "UTC",
        > 0 and var hours => $"Etc/GMT-{hours}",
        var hours => $"Etc/GMT+{-hours}",
    };
}
