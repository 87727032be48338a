using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Tests.Generators;
using NodaTime;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>How a change of the definition changes what is open (9 in the list of invariants).</summary>
public sealed class PlanAlgebraProperties
{
    private const int Day = 86_400;

    [Fact]
    public void A_holiday_more_never_opens_anything() => NeverMore((plan, q) =>
        plan with { Holidays = [.. plan.Holidays, q.Today.PlusDays(q.B < q.C ? 0 : 1)] });

    [Fact]
    public void A_closure_more_never_opens_anything() => NeverMore((plan, q) =>
    {
        var from = q.A.InZone(q.Zone).LocalDateTime.With(TimeAdjusters.TruncateToSecond);
        return plan with { Closures = [.. plan.Closures, (from, from.PlusSeconds(1 + Seconds(q.Amount, 200_000)))] };
    });

    [Fact]
    public void A_break_more_never_opens_anything() => NeverMore((plan, q) => plan with
    {
        Weekly = [.. plan.Weekly.Select((w, n) => (w.Day, n % 2 == 0 ? WithBreak(w.Interval, Seconds(q.Amount, Day - 1)) : w.Interval))],
        Overrides =
        [
            .. plan.Overrides.Select(o =>
                (o.Date, (IReadOnlyList<PlanInterval>)[.. o.Intervals.Select(i => WithBreak(i, Seconds(q.More, Day - 1)))])),
        ],
    });

    [Fact]
    public void An_interval_more_never_closes_anything() => ScheduleLaw.Holds((s, q) =>
    {
        var (from, _, to) = q.Ordered;
        var interval = new PlanInterval(Seconds(q.Amount, Day), 1 + Seconds(q.More, Day));
        var more = ScheduleLaw.Made(q.Plan with
        {
            Weekly = [.. q.Plan.Weekly, (q.Today.DayOfWeek, interval)],
            Overrides = [.. q.Plan.Overrides.Select(o => (o.Date, (IReadOnlyList<PlanInterval>)[.. o.Intervals, interval]))],
        });
        return more.Between(from, to) >= s.Between(from, to) && (!s.IsOpen(q.A) || more.IsOpen(q.A));
    });

    // The days are taken apart and put together: the week is a union, whatever else the definition says.
    [Fact]
    public void Two_weeks_together_are_open_when_one_of_them_is() => ScheduleLaw.Holds((s, q) =>
    {
        var one = ScheduleLaw.Made(q.Plan with { Weekly = [.. q.Plan.Weekly.Where((_, n) => n % 2 == 0)] });
        var other = ScheduleLaw.Made(q.Plan with { Weekly = [.. q.Plan.Weekly.Where((_, n) => n % 2 == 1)] });
        return new[] { q.A, q.B, q.C, q.Far }.All(at => s.IsOpen(at) == (one.IsOpen(at) || other.IsOpen(at)));
    });

    [Fact]
    public void The_order_of_definitions_changes_nothing() => ScheduleLaw.Holds((s, q) => ScheduleLaw.Same(s, ScheduleLaw.Made(q.Plan with
    {
        Weekly = [.. q.Plan.Weekly.Reverse().Select(w => (w.Day, Turned(w.Interval)))],
        Holidays = [.. q.Plan.Holidays.Reverse()],
        Overrides =
        [
            .. q.Plan.Overrides.Reverse().Select(o =>
                (o.Date, (IReadOnlyList<PlanInterval>)[.. o.Intervals.Reverse().Select(Turned)])),
        ],
        Closures = [.. q.Plan.Closures.Reverse()],
    }), q));

    [Fact]
    public void Saying_everything_twice_changes_nothing() => ScheduleLaw.Holds((s, q) => ScheduleLaw.Same(s, ScheduleLaw.Made(q.Plan with
    {
        Weekly = [.. q.Plan.Weekly.Concat(q.Plan.Weekly).Select(w => (w.Day, w.Interval with { Breaks = [.. w.Interval.Breaks, .. w.Interval.Breaks] }))],
        Holidays = [.. q.Plan.Holidays, .. q.Plan.Holidays],
        Closures = [.. q.Plan.Closures, .. q.Plan.Closures],
    }), q));

    [Fact]
    public void An_override_that_says_what_the_week_says_changes_nothing() => ScheduleLaw.Holds((s, q) =>
    {
        LocalDate[] dates = [.. Enumerable.Range(-2, 5).Select(q.Today.PlusDays).Where(d => IsOrdinary(q.Plan, d))];
        return ScheduleLaw.Same(s, ScheduleLaw.Made(q.Plan with { Overrides = [.. q.Plan.Overrides, .. dates.Select(d => (d, WeekOf(q.Plan, d)))] }), q);
    });

    [Fact]
    public void Splitting_an_interval_at_an_inner_point_changes_nothing() => ScheduleLaw.Holds((s, q) => ScheduleLaw.Same(s, ScheduleLaw.Made(q.Plan with
    {
        Weekly = [.. q.Plan.Weekly.SelectMany(w => IntervalSplit.At(w.Interval, Seconds(q.More, Day)).Select(i => (w.Day, i)))],
        Overrides =
        [
            .. q.Plan.Overrides.Select(o =>
                (o.Date, (IReadOnlyList<PlanInterval>)[.. o.Intervals.SelectMany(i => IntervalSplit.At(i, Seconds(q.Amount, Day)))])),
        ],
    }), q));

    private static void NeverMore(Func<ScheduleDefinition, ScheduleQuestion, ScheduleDefinition> change) => ScheduleLaw.Holds((s, q) =>
    {
        if (!IsDated(q.Today))
        {
            return true;
        }

        var (from, _, to) = q.Ordered;
        var less = ScheduleLaw.Made(change(q.Plan, q));
        return less.Between(from, to) <= s.Between(from, to) && (!less.IsOpen(q.A) || s.IsOpen(q.A));
    });

    // A definition may name the dates of these years only.
    private static bool IsDated(LocalDate date) => date.Year is > 1900 and < 2200;

    private static bool IsOrdinary(ScheduleDefinition plan, LocalDate date) =>
        IsDated(date) && !plan.Holidays.Contains(date) && !plan.Overrides.Any(o => o.Date == date);

    private static IReadOnlyList<PlanInterval> WeekOf(ScheduleDefinition plan, LocalDate date) =>
        [.. plan.Weekly.Where(w => w.Day == date.DayOfWeek).Select(w => w.Interval)];

    private static int Seconds(Duration amount, int below) => (int)(amount.TotalSeconds % below);

    private static PlanInterval Turned(PlanInterval interval) => interval with { Breaks = [.. interval.Breaks.Reverse()] };

    // Half an hour that begins so many seconds after the interval does, or what of it fits into a day.
    private static PlanInterval WithBreak(PlanInterval interval, int after)
    {
        var start = interval.Start + after;
        var end = Math.Min(start + 1_800, interval.Start + Day - 1);
        return end <= start ? interval : interval with { Breaks = [.. interval.Breaks, (start >= Day ? start - Day : start, end > Day ? end - Day : end)] };
    }
}
