using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Tests.Generators;
using NodaTime;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>What a holiday, an override and a closure mean (12 in the list of invariants).</summary>
public sealed class ExceptionProperties
{
    // No planned interval starts on a holiday, so it is an override without intervals.
    [Fact]
    public void A_holiday_is_an_override_without_intervals() => OnDates((_, q) =>
    {
        var free = q.Plan with { Overrides = [.. q.Plan.Overrides.Where(o => o.Date != q.Today)] };
        return ScheduleLaw.Same(
            ScheduleLaw.Made(free with { Holidays = [.. free.Holidays, q.Today] }),
            ScheduleLaw.Made(free with { Overrides = [.. free.Overrides, (q.Today, [])] }),
            q);
    });

    // Nothing runs into the second of two holidays.
    [Fact]
    public void On_the_second_of_two_holidays_nothing_is_open() => OnDates((_, q) =>
    {
        LocalDate[] dates = [q.Today.PlusDays(-1), q.Today];
        var schedule = ScheduleLaw.Made(q.Plan with
        {
            Holidays = [.. q.Plan.Holidays, .. dates],
            Overrides = [.. q.Plan.Overrides.Where(o => !dates.Contains(o.Date))],
        });
        return Moments(q).All(m => m.Date != q.Today || !schedule.IsOpen(m.At));
    });

    // The shift of the evening before goes on: a holiday closes what the day before leaves closed, and no more.
    [Fact]
    public void On_a_holiday_only_the_shift_of_the_evening_before_goes_on() => OnDates((_, q) =>
    {
        var free = q.Plan with { Overrides = [.. q.Plan.Overrides.Where(o => o.Date != q.Today)] };
        var holiday = ScheduleLaw.Made(free with { Holidays = [.. free.Holidays, q.Today] });
        var evening = ScheduleLaw.Made(free with
        {
            // A plan of its own for the day before and nothing else, written down without any week.
            Weekly = [],
            Holidays = [],
            Overrides = [(q.Today.PlusDays(-1), EveningBefore(free, q.Today.PlusDays(-1)))],
        });
        return Moments(q).All(m => m.Date != q.Today || holiday.IsOpen(m.At) == evening.IsOpen(m.At));
    });

    [Fact]
    public void What_an_override_says_holds_whatever_the_week_and_the_holidays_say() => OnDates((_, q) =>
    {
        IReadOnlyList<PlanInterval> own = [.. q.Plan.Weekly.Select(w => w.Interval).Take(3)];
        (LocalDate, IReadOnlyList<PlanInterval>)[] both = [(q.Today.PlusDays(-1), []), (q.Today, own)];
        var one = ScheduleLaw.Made(q.Plan with { Overrides = both });
        var other = ScheduleLaw.Made(q.Plan with
        {
            Weekly = [.. q.Plan.Weekly.Select(w => ((IsoDayOfWeek)(8 - (int)w.Day), new PlanInterval(w.Interval.Start, 3_600)))],
            Holidays = [q.Today, q.Today.PlusDays(-1)],
            Overrides = both,
        });
        return Moments(q).All(m => m.Date != q.Today || one.IsOpen(m.At) == other.IsOpen(m.At));
    });

    [Fact]
    public void Within_a_closure_nothing_is_open_and_outside_it_changes_nothing() => OnDates((s, q) =>
    {
        var from = q.Today.AtMidnight().PlusSeconds((long)(q.Amount.TotalSeconds % 86_400));
        var to = from.PlusSeconds(1 + (long)(q.More.TotalSeconds % 86_400));
        var cut = ScheduleLaw.Made(q.Plan with { Closures = [.. q.Plan.Closures, (from, to)] });
        return Moments(q).All(m =>
        {
            var clock = m.At.InZone(q.Zone).LocalDateTime;
            return cut.IsOpen(m.At) == (s.IsOpen(m.At) && !(from <= clock && clock < to));
        });
    });

    private static IReadOnlyList<PlanInterval> EveningBefore(ScheduleDefinition plan, LocalDate date) =>
        plan.Overrides.Where(o => o.Date == date).Select(o => o.Intervals).FirstOrDefault()
        ?? (plan.Holidays.Contains(date) ? [] : [.. plan.Weekly.Where(w => w.Day == date.DayOfWeek).Select(w => w.Interval)]);

    // The three instants, and one every 37 minutes of the days around.
    private static IEnumerable<(Instant At, LocalDate Date)> Moments(ScheduleQuestion q) =>
        Enumerable.Range(-60, 120)
            .Select(n => q.A + Duration.FromMinutes(37 * n))
            .Concat([q.A, q.B, q.C])
            .Select(at => (at, at.InZone(q.Zone).Date));

    private static void OnDates(Func<Schedule, ScheduleQuestion, bool> law) =>
        ScheduleLaw.Holds((s, q) => q.Today.Year is < 1901 or > 2199 || law(s, q), tests: 200);
}
