using NodaTime;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>Laws of looking back for an open moment (7, mirrored). A closing is not open, and still is the answer to itself.</summary>
public sealed class PreviousOpenProperties
{
    [Fact]
    public void An_open_moment_is_its_own_answer() =>
        ScheduleLaw.Holds((s, q) => !s.IsOpen(q.A) || s.PreviousOpen(q.A) == q.A);

    [Fact]
    public void From_a_closed_moment_it_is_the_last_closing() => ScheduleLaw.Holds((s, q) =>
        s.IsOpen(q.A) || s.PreviousOpen(q.A) is not { } closed
        || (closed <= q.A && !s.IsOpen(closed) && s.IsOpen(closed - Duration.Epsilon) && s.Between(closed, q.A) == Duration.Zero
            && s.NextClose(closed - Duration.Epsilon) == closed));

    [Fact]
    public void Looking_back_twice_is_looking_back_once() =>
        ScheduleLaw.Holds((s, q) => s.PreviousOpen(q.A) is not { } before || s.PreviousOpen(before) == before);

    [Fact]
    public void No_answer_means_that_nothing_was_open() => ScheduleLaw.Holds((s, q) =>
        s.PreviousOpen(q.A) is not null
        || (s.Add(q.A, -Duration.Epsilon) is null && s.Between(q.A - Duration.FromDays(1_500), q.A) == Duration.Zero));

    [Fact]
    public void The_last_work_before_a_closed_moment_ends_there() => ScheduleLaw.Holds((s, q) =>
        s.IsOpen(q.A) || s.Add(q.A, -Duration.Epsilon) == s.PreviousOpen(q.A) - Duration.Epsilon);

    [Fact]
    public void It_is_what_a_walk_over_the_dates_finds() => ScheduleLaw.Holds((s, q) =>
    {
        var walk = new PlainWalk(q.Plan);
        var window = Duration.FromDays(60);
        return new[] { q.A, q.B, q.Far }.All(at =>
            ScheduleLaw.Within(s.PreviousOpen(at), at, window) == walk.PreviousOpen(at, window));
    });

    // 13: second by second, over hours.
    [Fact]
    public void It_is_what_the_wall_clock_says() => ScheduleLaw.Holds(
        (s, q) => ScheduleLaw.Within(s.PreviousOpen(q.A), q.A, Duration.FromHours(1))
            == new SecondOracle(q.Plan).PreviousOpen(q.A, Duration.FromHours(1)),
        tests: 150);

    // The end of an open stretch at which nothing else begins, by the examples of a week: Friday 17:00.
    [Fact]
    public void On_a_weekend_it_is_Friday_evening()
    {
        var schedule = ScheduleText.Week("UTC", "09:00-17:00", 1, 2, 3, 4, 5);
        Assert.Equal(ScheduleText.At("2026-03-06T17:00:00"), schedule.PreviousOpen(ScheduleText.At("2026-03-08T12:00:00")));
        Assert.Equal(ScheduleText.At("2026-03-06T17:00:00"), schedule.PreviousOpen(ScheduleText.At("2026-03-06T17:00:00")));
        Assert.Equal(ScheduleText.At("2026-03-06T16:30:00"), schedule.PreviousOpen(ScheduleText.At("2026-03-06T16:30:00")));
        Assert.Null(ScheduleText.Week("UTC", "09:00-17:00").PreviousOpen(ScheduleText.At("2026-03-08T12:00:00")));
    }
}
