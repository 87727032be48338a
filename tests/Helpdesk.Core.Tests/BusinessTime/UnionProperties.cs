using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Tests.Generators;
using NodaTime;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>Laws of schedules made of schedules, of any zones (9 in the list of invariants).</summary>
public sealed class UnionProperties
{
    private static readonly string[] Zones = ["UTC", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu"];

    [Fact]
    public void A_union_is_open_when_one_is_and_an_intersection_when_both_are() => Holds((s, t, q) =>
        new[] { q.A, q.B, q.C, q.Far }.All(at =>
            s.Union(t).IsOpen(at) == (s.IsOpen(at) || t.IsOpen(at))
            && s.Intersect(t).IsOpen(at) == (s.IsOpen(at) && t.IsOpen(at))));

    // What is in both is counted twice on either side.
    [Fact]
    public void Union_and_intersection_count_together_as_much_as_the_two() => Holds((s, t, q) =>
        s.Union(t).Between(q.A, q.B) + s.Intersect(t).Between(q.A, q.B) == s.Between(q.A, q.B) + t.Between(q.A, q.B)
        && s.Union(t).Between(q.A, q.Far) + s.Intersect(t).Between(q.A, q.Far) == s.Between(q.A, q.Far) + t.Between(q.A, q.Far));

    [Fact]
    public void The_stretches_are_those_of_the_two_put_together_or_overlaid() => Holds((s, t, q) =>
    {
        var (from, _, to) = q.Ordered;
        var (one, other) = (s.Stretches(from, to).ToList(), t.Stretches(from, to).ToList());
        var both = one
            .SelectMany(x => other.Select(y => (Start: Instant.Max(x.Start, y.Start), End: Instant.Min(x.End, y.End))))
            .Where(x => x.Start < x.End)
            .Select(x => new Interval(x.Start, x.End));
        return s.Intersect(t).Stretches(from, to).SequenceEqual(both)
            && s.Union(t).Stretches(from, to).SequenceEqual(Merged([.. one, .. other]));
    });

    [Fact]
    public void The_order_of_the_two_changes_nothing() => Holds((s, t, q) =>
        ScheduleLaw.Same(s.Union(t), t.Union(s), q) && ScheduleLaw.Same(s.Intersect(t), t.Intersect(s), q));

    [Fact]
    public void A_schedule_with_itself_is_itself() => Holds((s, t, q) =>
        ScheduleLaw.Same(s.Union(s), s, q)
        && ScheduleLaw.Same(s.Intersect(s), s, q)
        && ScheduleLaw.Same(s.Union(s.Intersect(t)), s, q)
        && ScheduleLaw.Same(s.Intersect(s.Union(t)), s, q));

    [Fact]
    public void Never_adds_nothing_and_leaves_nothing() => Holds((s, _, q) =>
    {
        var never = ScheduleLaw.Made(new ScheduleDefinition { Zone = "UTC" });
        return ScheduleLaw.Same(s.Union(never), s, q) && ScheduleLaw.Same(s.Intersect(never), never, q);
    });

    [Fact]
    public void Around_the_clock_takes_nothing_away_and_hides_everything() => Holds((s, _, q) =>
    {
        var always = ScheduleText.Week("Europe/Berlin", "00:00-24:00", 1, 2, 3, 4, 5, 6, 7);
        return ScheduleLaw.Same(s.Intersect(always), s, q) && ScheduleLaw.Same(s.Union(always), always, q);
    });

    // Two weeks of one plan: the member and the definition say the same.
    [Fact]
    public void The_union_of_two_halves_of_a_week_is_the_week() => Holds((s, _, q) => ScheduleLaw.Same(
        ScheduleLaw.Made(q.Plan with { Weekly = [.. q.Plan.Weekly.Where((_, n) => n % 2 == 0)] })
            .Union(ScheduleLaw.Made(q.Plan with { Weekly = [.. q.Plan.Weekly.Where((_, n) => n % 2 == 1)] })),
        s,
        q));

    [Fact]
    public void The_first_opening_of_a_union_is_the_first_of_the_two() => Holds((s, t, q) =>
        s.Union(t).NextOpen(q.A) == (s.NextOpen(q.A) is { } one && t.NextOpen(q.A) is { } other
            ? Instant.Min(one, other)
            : s.NextOpen(q.A) ?? t.NextOpen(q.A)));

    // 3, 6, 8 hold of any open set.
    [Fact]
    public void Adding_to_what_is_combined_keeps_its_laws() => Holds((s, t, q) =>
        new[] { s.Union(t), s.Intersect(t) }.All(x =>
            (x.Add(q.A, q.Amount) is not { } due
                || (x.Between(q.A, due) == q.Amount && (due == q.A || x.IsOpen(due - Duration.Epsilon))))
            && (x.Add(q.A, -q.Amount) is not { } back
                || (x.Between(back, q.A) == q.Amount && (back == q.A || x.IsOpen(back))))));

    private static void Holds(Func<Schedule, Schedule, ScheduleQuestion, bool> law) => ScheduleLaw.Holds(
        (s, q) => law(s, ScheduleLaw.Made(Other(q)), q),
        tests: 150);

    // The week turned round, in another zone, without exceptions.
    private static ScheduleDefinition Other(ScheduleQuestion q) => new()
    {
        Zone = Zones[(int)(q.More.TotalMinutes % Zones.Length)],
        Weekly = [.. q.Plan.Weekly.Select(w => ((IsoDayOfWeek)(8 - (int)w.Day), w.Interval))],
    };

    private static List<Interval> Merged(List<Interval> all)
    {
        var merged = new List<Interval>();
        foreach (var next in all.OrderBy(x => x.Start))
        {
            if (merged.Count > 0 && merged[^1].End >= next.Start)
            {
                merged[^1] = new Interval(merged[^1].Start, Instant.Max(merged[^1].End, next.End));
            }
            else
            {
                merged.Add(next);
            }
        }

        return merged;
    }
}
