using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Tests.Generators;
using NodaTime;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>The greatest plan and the least one, in any zone (10 in the list of invariants).</summary>
public sealed class WholePlanProperties
{
    // Ways of writing the whole day down; the third is a shift of 24 hours, the last one overlaps itself.
    private static readonly PlanInterval[][] WholeDays =
    [
        [new(0, 86_400)],
        [new(0, 0)],
        [new(28_800, 28_800)],
        [new(0, 9_000), new(9_000, 10_800), new(10_800, 86_400)],
        [new(79_200, 21_600), new(18_000, 82_800)],
    ];

    [Fact]
    public void Around_the_clock_all_time_counts_in_any_zone() => ScheduleLaw.Holds((_, q) =>
    {
        var always = Always(q);
        return always.Between(q.A, q.B) == q.B - q.A
            && always.Between(q.A, q.Far) == q.Far - q.A
            && always.Add(q.A, q.Amount) == q.A + q.Amount
            && always.Add(q.A, -q.Amount) == q.A - q.Amount;
    });

    [Fact]
    public void Around_the_clock_it_is_open_and_never_closes() => ScheduleLaw.Holds((_, q) =>
    {
        var always = Always(q);
        var (from, to) = (Instant.Min(q.A, q.Far), Instant.Max(q.A, q.Far));
        return always.IsOpen(q.A)
            && always.NextOpen(q.A) == q.A
            && always.NextClose(q.A) is null
            && (from == to || always.Stretches(from, to).SequenceEqual([new Interval(from, to)]));
    });

    // Nothing is left of the plan, whatever takes away from nothing.
    [Fact]
    public void An_empty_plan_is_never_open() => ScheduleLaw.Holds((_, q) => IsNever(
        ScheduleLaw.Made(q.Plan with { Weekly = [], Overrides = [.. q.Plan.Overrides.Select(o => (o.Date, (IReadOnlyList<PlanInterval>)[]))] }),
        q));

    // Breaks as long as their intervals.
    [Fact]
    public void A_plan_of_breaks_only_is_never_open() => ScheduleLaw.Holds((_, q) => IsNever(
        ScheduleLaw.Made(new ScheduleDefinition
        {
            Zone = q.Plan.Zone,
            Weekly = [.. q.Plan.Weekly.Where(w => w.Interval.Start != w.Interval.End).Select(w => (w.Day, w.Interval with { Breaks = [(w.Interval.Start, w.Interval.End)] }))],
        }),
        q));

    private static bool IsNever(Schedule never, ScheduleQuestion q) =>
        !never.IsOpen(q.A)
        && never.Between(q.A, q.Far) == Duration.Zero
        && never.Add(q.A, q.Amount + Duration.Epsilon) is null
        && never.Add(q.A, -q.Amount - Duration.Epsilon) is null
        && never.Add(q.A, Duration.Zero) == q.A
        && never.NextOpen(q.A) is null
        && never.NextClose(q.A) is null
        && !never.Stretches(q.A, q.A + Duration.FromDays(30)).Any();

    // A way for each day; every one of them reaches to the next midnight at least, and before it the day before does.
    private static Schedule Always(ScheduleQuestion q)
    {
        var pick = (int)(q.Amount.TotalSeconds % WholeDays.Length);
        return ScheduleLaw.Made(new ScheduleDefinition
        {
            Zone = q.Plan.Zone,
            Weekly = [.. Enumerable.Range(1, 7).SelectMany(d => WholeDays[pick].Select(i => ((IsoDayOfWeek)d, i)))],
        });
    }
}
