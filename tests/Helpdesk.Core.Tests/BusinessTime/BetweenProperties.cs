using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>Laws of counting. The numbers are those of the list of invariants.</summary>
public sealed class BetweenProperties
{
    // 1. B(a,b) + B(b,c) = B(a,c) in any order.
    [Fact]
    public void Between_adds_up_in_any_order() => ScheduleLaw.Holds((s, q) =>
        s.Between(q.A, q.B) + s.Between(q.B, q.C) == s.Between(q.A, q.C)
        && s.Between(q.A, q.Far) + s.Between(q.Far, q.B) == s.Between(q.A, q.B));

    // 1. B(a,a) = 0; B(a,b) = -B(b,a).
    [Fact]
    public void Between_changes_its_sign_with_its_direction() => ScheduleLaw.Holds((s, q) =>
        s.Between(q.A, q.A) == Duration.Zero
        && s.Between(q.A, q.B) == -s.Between(q.B, q.A)
        && s.Between(q.A, q.Far) == -s.Between(q.Far, q.A));

    // 2. 0 <= B(a,b) <= b - a.
    [Fact]
    public void No_more_is_open_than_passes() => ScheduleLaw.Holds((s, q) =>
    {
        var (a, b, _) = q.Ordered;
        var (from, to) = (Instant.Min(a, q.Far), Instant.Max(a, q.Far));
        return s.Between(a, b) is var near && near >= Duration.Zero && near <= b - a
            && s.Between(from, to) is var far && far >= Duration.Zero && far <= to - from;
    });

    // 2. B(a,b) grows with b, by no more than b does; and mirrored.
    [Fact]
    public void A_later_end_counts_more_but_no_more_than_it_is_later() => ScheduleLaw.Holds((s, q) =>
    {
        var (a, b, c) = q.Ordered;
        var longer = s.Between(a, c);
        return longer >= s.Between(a, b) && longer - s.Between(a, b) <= c - b
            && longer >= s.Between(b, c) && longer - s.Between(b, c) <= b - a;
    });

    // 4. One truth: as long as nothing opens or closes, a second is open or not as its first instant is.
    [Fact]
    public void A_second_without_a_change_counts_as_its_first_instant_says() => ScheduleLaw.Holds((s, q) =>
    {
        var second = Duration.FromSeconds(1);
        var end = q.A + second;
        return s.IsOpen(q.A)
            ? s.NextClose(q.A) < end || s.Between(q.A, end) == second
            : s.NextOpen(q.A) < end || s.Between(q.A, end) == Duration.Zero;
    });

    // 4. B(a,b) is the sum of the stretches.
    [Fact]
    public void The_stretches_sum_up_to_what_is_between() => ScheduleLaw.Holds((s, q) =>
    {
        var (from, to) = (Instant.Min(q.A, q.Far), Instant.Max(q.A, q.Far));
        var (near, _, third) = q.Ordered;
        return Sum(s, from, to) == s.Between(from, to) && Sum(s, near, third) == s.Between(near, third);
    });

    // 4. The stretches are in order, apart, inside the range, and each is as long as it can be.
    [Fact]
    public void Stretches_are_apart_and_as_long_as_they_can_be() => ScheduleLaw.Holds((s, q) =>
    {
        var (from, _, to) = q.Ordered;
        var stretches = s.Stretches(from, to).ToList();
        return stretches.TrueForAll(x =>
                x.Start < x.End && x.Start >= from && x.End <= to
                && s.Between(x.Start, x.End) == x.Duration
                && (x.Start == from || !s.IsOpen(x.Start - Duration.Epsilon))
                && (x.End == to || !s.IsOpen(x.End)))
            && stretches.Zip(stretches.Skip(1)).All(p => p.First.End < p.Second.Start);
    });

    // 4. Cutting a range in two cuts the stretches and nothing else.
    [Fact]
    public void A_smaller_range_shows_the_same_stretches_clipped() => ScheduleLaw.Holds((s, q) =>
    {
        var (from, _, to) = q.Ordered;
        var around = s.Stretches(from - Duration.FromDays(20), to + Duration.FromDays(20));
        var clipped = around
            .Select(x => (Start: Instant.Max(x.Start, from), End: Instant.Min(x.End, to)))
            .Where(x => x.Start < x.End)
            .Select(x => new Interval(x.Start, x.End));
        return clipped.SequenceEqual(s.Stretches(from, to));
    });

    private static Duration Sum(Schedule s, Instant from, Instant to) =>
        s.Stretches(from, to).Aggregate(Duration.Zero, (sum, x) => sum + x.Duration);
}
