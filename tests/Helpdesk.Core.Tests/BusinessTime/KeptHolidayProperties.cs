using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.TestSupport;
using NodaTime;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>Holidays of every kind close what the oracles say (12, 13 in the list of invariants).</summary>
public sealed class KeptHolidayProperties
{
    private static readonly Arbitrary<ScheduleQuestion> Questions = Arb.From(
        from q in Schedules.Questions.Where(q => q.Today.Year is > 1910 and < 2190)
        from holidays in PlanIntervals.Count((3, 1, 2), (1, 3, 6)).SelectMany(n => KeptHolidays.Near(q.Today).ArrayOf(n))
        select q with { Plan = q.Plan with { Holidays = [.. q.Plan.Holidays, .. holidays] } },
        ScheduleShrinker.Shrink);

    [Fact]
    public void With_holidays_of_any_kind_open_is_what_the_wall_clock_says() => Holds((s, q) =>
    {
        var oracle = new SecondOracle(q.Plan);
        return Enumerable.Range(-40, 80).Select(n => q.A + Duration.FromMinutes(47 * n)).Append(q.Far).All(at => s.IsOpen(at) == oracle.IsOpen(at));
    });

    [Fact]
    public void With_holidays_of_any_kind_the_stretches_are_those_of_a_walk_over_the_dates() => Holds((s, q) =>
    {
        var (from, to) = (Instant.Min(q.A, q.Far), Instant.Max(q.A, q.Far));
        return s.Stretches(from, to).SequenceEqual(new PlainWalk(q.Plan).Stretches(from, to));
    });

    [Fact]
    public void A_holiday_of_any_kind_never_opens_anything() => Holds((s, q) =>
    {
        var (from, _, to) = q.Ordered;
        var fewer = ScheduleLaw.Made(q.Plan with { Holidays = [.. q.Plan.Holidays.SkipLast(1)] });
        return s.Between(from, to) <= fewer.Between(from, to) && (!s.IsOpen(q.A) || fewer.IsOpen(q.A));
    });

    [Fact]
    public void One_that_is_off_changes_nothing() => Holds((s, q) => ScheduleLaw.Same(
        s, ScheduleLaw.Made(q.Plan with { Holidays = [.. q.Plan.Holidays.Where(h => h.IsOn)] }), q));

    // The parts of a day together are the day.
    [Fact]
    public void Two_halves_of_a_day_are_a_whole_holiday() => Holds((_, q) =>
    {
        var free = q.Plan with { Overrides = [.. q.Plan.Overrides.Where(o => o.Date != q.Today)] };
        Holiday today = q.Today;
        var oneDay = ScheduleLaw.Made(free with { Holidays = [today with { Part = (0, 43_200) }, today with { Part = (43_200, 86_400) }] });
        var whole = ScheduleLaw.Made(free with { Holidays = [today] });
        return Enumerable.Range(0, 96).Select(n => q.A + Duration.FromMinutes(15 * (n - 48)))
            .All(at => at.InZone(q.Zone).Date != q.Today || oneDay.IsOpen(at) == whole.IsOpen(at));
    });

    private static void Holds(Func<Schedule, ScheduleQuestion, bool> law) =>
        Properties.Holds(Prop.ForAll(Questions, q => law(ScheduleLaw.Made(q.Plan), q)), tests: 200);
}
