using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Tests.Generators;
using NodaTime;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>
/// The schedule, a plain walk over dates and an oracle that looks at the wall clock of every second say the same (13 in the list
/// of invariants).
/// </summary>
public sealed class AgreementProperties
{
    [Fact]
    public void Open_is_what_the_wall_clock_says() => ScheduleLaw.Holds(
        (s, q) =>
        {
            var oracle = new SecondOracle(q.Plan);
            return new[] { q.A, q.B, q.C, q.Far }.All(at => s.IsOpen(at) == oracle.IsOpen(at));
        },
        tests: 2_000);

    [Fact]
    public void Between_counts_the_seconds_whose_wall_clock_is_in_the_plan() => AgreeNear((s, oracle, q, window) =>
    {
        var to = Instant.Min(q.B < q.A ? q.A : q.B, Instant.Min(q.A, q.B) + window);
        return s.Between(Instant.Min(q.A, q.B), to) == oracle.Between(Instant.Min(q.A, q.B), to);
    });

    [Fact]
    public void Adding_stops_at_the_second_that_uses_the_amount_up() => AgreeNear((s, oracle, q, window) =>
        ScheduleLaw.Within(s.Add(q.A, q.Amount), q.A, window) == ScheduleLaw.Within(oracle.Add(q.A, q.Amount, window), q.A, window)
        && ScheduleLaw.Within(s.Add(q.B, -q.Amount), q.B, window) == ScheduleLaw.Within(oracle.Add(q.B, -q.Amount, window), q.B, window));

    [Fact]
    public void Openings_and_closings_are_seconds_at_which_the_wall_clock_enters_and_leaves_the_plan() =>
        AgreeNear((s, oracle, q, window) =>
            ScheduleLaw.Within(s.NextOpen(q.A), q.A, window) == oracle.NextOpen(q.A, window)
            && ScheduleLaw.Within(s.NextClose(q.B), q.B, window) == oracle.NextClose(q.B, window));

    [Fact]
    public void The_stretches_are_those_of_a_walk_over_the_dates() => ScheduleLaw.Holds((s, q) =>
    {
        var (from, to) = (Instant.Min(q.A, q.Far), Instant.Max(q.A, q.Far));
        return s.Stretches(from, to).SequenceEqual(new PlainWalk(q.Plan).Stretches(from, to));
    });

    [Fact]
    public void Every_answer_is_that_of_a_walk_over_the_dates() => ScheduleLaw.Holds((s, q) =>
    {
        var walk = new PlainWalk(q.Plan);
        var window = Duration.FromDays(60);
        return new[] { q.A, q.Far }.All(at =>
            s.IsOpen(at) == (walk.NextOpen(at, window) == at)
            && ScheduleLaw.Within(s.NextOpen(at), at, window) == walk.NextOpen(at, window)
            && ScheduleLaw.Within(s.NextClose(at), at, window) == walk.NextClose(at, window)
            && ScheduleLaw.Within(s.Add(at, q.Amount), at, window) == walk.Add(at, q.Amount, window)
            && ScheduleLaw.Within(s.Add(at, -q.Amount), at, window) == walk.Add(at, -q.Amount, window))
            && s.Between(q.A, q.Far) == (q.A < q.Far ? walk.Between(q.A, q.Far) : -walk.Between(q.Far, q.A));
    });

    // The two oracles share only the reading of holidays; each is the other's test.
    [Fact]
    public void The_two_oracles_agree() => AgreeNear((_, oracle, q, window) =>
    {
        var walk = new PlainWalk(q.Plan);
        return oracle.NextOpen(q.A, window) == walk.NextOpen(q.A, window)
            && oracle.NextClose(q.A, window) == walk.NextClose(q.A, window)
            && oracle.PreviousOpen(q.A, window) == walk.PreviousOpen(q.A, window)
            && oracle.Add(q.A, q.Amount, window) == walk.Add(q.A, q.Amount, window)
            && oracle.Add(q.A, -q.Amount, window) == walk.Add(q.A, -q.Amount, window)
            && oracle.Between(q.A, q.A + window) == walk.Between(q.A, q.A + window);
    });

    // Days where plan and clock change on whole minutes only, else hours, second by second.
    private static void AgreeNear(Func<Schedule, SecondOracle, ScheduleQuestion, Duration, bool> law) => ScheduleLaw.Holds(
        (s, q) =>
        {
            var (first, _, last) = q.Ordered;
            var days = Duration.FromDays(3);
            return SecondOracle.IsOnMinutes(q.Plan, first - days, last + days)
                ? law(s, new SecondOracle(q.Plan, 60), q, days)
                : law(s, new SecondOracle(q.Plan), q, Duration.FromHours(2));
        },
        tests: 150);
}
