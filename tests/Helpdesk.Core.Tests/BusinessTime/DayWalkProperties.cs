using Helpdesk.Core.Benchmarks.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>The walk that the benchmarks compare with answers as the schedule does (13): a yardstick that is wrong measures nothing.</summary>
public sealed class DayWalkProperties
{
    [Fact]
    public void The_yardstick_of_the_benchmarks_gives_the_schedule_s_answers() => ScheduleLaw.Holds((s, q) =>
    {
        var walk = new DayWalk(q.Plan);
        return new[] { q.A, q.B, q.Far }.All(at =>
            s.IsOpen(at) == walk.IsOpen(at)
            && s.NextOpen(at) == walk.NextOpen(at)
            && s.NextClose(at) == walk.NextClose(at)
            && s.Add(at, q.Amount) == walk.Add(at, q.Amount)
            && s.Add(at, -q.Amount) == walk.Add(at, -q.Amount)
            && s.Between(at, q.C) == walk.Between(at, q.C)
            && s.Between(q.Far, at) == walk.Between(q.Far, at));
    });

    // The ends of what both promise.
    [Fact]
    public void Both_are_closed_at_the_ends_of_time() => ScheduleLaw.Holds(
        (s, q) => new[] { Instant.MinValue, Instant.MaxValue }.All(at =>
            !s.IsOpen(at) && !new DayWalk(q.Plan).IsOpen(at)),
        tests: 20);
}
