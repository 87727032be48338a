using NodaTime;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>Laws of opening and closing (7 in the list of invariants).</summary>
public sealed class OpeningProperties
{
    [Fact]
    public void The_next_opening_is_open_and_nothing_before_it_is() => ScheduleLaw.Holds((s, q) =>
        s.NextOpen(q.A) is not { } opens
        || (opens >= q.A && s.IsOpen(opens) && s.Between(q.A, opens) == Duration.Zero && !s.Stretches(q.A, opens).Any()));

    [Fact]
    public void The_next_opening_after_an_opening_is_itself() =>
        ScheduleLaw.Holds((s, q) => s.NextOpen(q.A) is not { } opens || s.NextOpen(opens) == opens);

    [Fact]
    public void It_is_open_exactly_when_it_opens_now() =>
        ScheduleLaw.Holds((s, q) => s.IsOpen(q.A) == (s.NextOpen(q.A) == q.A));

    [Fact]
    public void At_a_closing_it_is_closed_and_up_to_it_open_all_the_time() => ScheduleLaw.Holds((s, q) =>
        s.NextClose(q.A) is not { } closes
        || (closes > q.A && !s.IsOpen(closes) && s.IsOpen(closes - Duration.Epsilon)
            && s.NextOpen(q.A) is { } opens && opens < closes && s.Between(opens, closes) == closes - opens));

    [Fact]
    public void From_within_a_stretch_it_closes_when_the_stretch_ends() => ScheduleLaw.Holds((s, q) =>
        s.NextOpen(q.A) is not { } opens || s.NextClose(opens) == s.NextClose(q.A));

    [Fact]
    public void No_closing_means_no_opening_or_one_without_end() => ScheduleLaw.Holds((s, q) =>
    {
        var years = Duration.FromDays(1_500);
        return s.NextClose(q.A) is not null
            || (s.NextOpen(q.A) is { } opens
                ? s.Between(opens, opens + years) == years
                : s.Between(q.A, q.A + years) == Duration.Zero);
    });

    // A nanosecond of work ends a nanosecond after the opening: adding and opening are one truth.
    [Fact]
    public void The_first_work_begins_at_the_next_opening() => ScheduleLaw.Holds((s, q) =>
        s.Add(q.A, Duration.Epsilon) == (s.NextOpen(q.A) is { } opens ? opens + Duration.Epsilon : null));
}
