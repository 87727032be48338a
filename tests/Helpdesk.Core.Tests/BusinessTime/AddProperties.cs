using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>Laws of adding, each in both directions. The numbers are those of the list of invariants.</summary>
public sealed class AddProperties
{
    // 3. B(x, A(x,s)) = s.
    [Fact]
    public void What_was_added_lies_between() => ScheduleLaw.Holds((s, q) =>
        (s.Add(q.A, q.Amount) is not { } due || (due >= q.A && s.Between(q.A, due) == q.Amount))
        && (s.Add(q.A, -q.Amount) is not { } back || (back <= q.A && s.Between(back, q.A) == q.Amount)));

    // 3. A(x, B(x,y)) <= y, and is y only if it is open up to y or x = y (the earliest instant). Mirrored: y is open, half-open.
    [Fact]
    public void Adding_what_is_between_reaches_the_end_exactly_when_it_is_open_up_to_it() => ScheduleLaw.Holds((s, q) =>
    {
        var (x, y, _) = q.Ordered;
        var between = s.Between(x, y);
        return s.Add(x, between) is { } forth && forth <= y
            && (forth == y) == (x == y || (between > Duration.Zero && s.IsOpen(y - Duration.Epsilon)))
            && s.Add(y, -between) is { } back && back >= x
            && (back == x) == (x == y || (between > Duration.Zero && s.IsOpen(x)));
    });

    // 3. Never means never: no instant however far has so much in between.
    [Fact]
    public void An_amount_that_is_never_reached_is_more_than_ever_is_open() => ScheduleLaw.Holds((s, q) =>
    {
        var years = Duration.FromDays(3_650);
        return (s.Add(q.A, q.Amount) is not null || s.Between(q.A, q.A + years) < q.Amount)
            && (s.Add(q.A, -q.Amount) is not null || s.Between(q.A - years, q.A) < q.Amount);
    });

    // 5. A(x,0) = x, open or not.
    [Fact]
    public void Adding_nothing_goes_nowhere() =>
        ScheduleLaw.Holds((s, q) => s.Add(q.A, Duration.Zero) == q.A && s.Add(q.Far, Duration.Zero) == q.Far);

    // 5. A(A(x,s),t) = A(x,s+t), in one direction.
    [Fact]
    public void Adding_in_two_steps_is_adding_at_once() => ScheduleLaw.Holds((s, q) =>
        Twice(s, q.A, q.Amount, q.More) == s.Add(q.A, q.Amount + q.More)
        && Twice(s, q.A, -q.Amount, -q.More) == s.Add(q.A, -q.Amount - q.More));

    // 5. A grows with x.
    [Fact]
    public void From_a_later_start_one_arrives_no_earlier() => ScheduleLaw.Holds((s, q) =>
    {
        var (x, y, _) = q.Ordered;
        return NotAfter(s.Add(x, q.Amount), s.Add(y, q.Amount)) && NotBefore(s.Add(y, -q.Amount), s.Add(x, -q.Amount));
    });

    // 5. A grows with s.
    [Fact]
    public void A_greater_amount_leads_no_less_far() => ScheduleLaw.Holds((s, q) =>
        NotAfter(s.Add(q.A, q.Amount), s.Add(q.A, q.Amount + q.More))
        && NotBefore(s.Add(q.A, -q.Amount), s.Add(q.A, -q.Amount - q.More)));

    // 6. There and back: at x or where nothing is open since x.
    [Fact]
    public void There_and_back_crosses_closed_time_only() => ScheduleLaw.Holds((s, q) =>
        (s.Add(q.A, q.Amount) is not { } due
            || (s.Add(due, -q.Amount) is { } home && home >= q.A && s.Between(q.A, home) == Duration.Zero))
        && (s.Add(q.A, -q.Amount) is not { } back
            || (s.Add(back, q.Amount) is { } again && again <= q.A && s.Between(again, q.A) == Duration.Zero)));

    // 8. No instant before A(x,s) has s in between. Counting never falls, so the last one before it tells for all.
    [Fact]
    public void Nothing_nearer_has_as_much_in_between() => ScheduleLaw.Holds((s, q) =>
    {
        var step = Duration.Epsilon;
        return q.Amount == Duration.Zero
            || ((s.Add(q.A, q.Amount) is not { } due || (s.Between(q.A, due - step) < q.Amount && s.IsOpen(due - step)))
                && (s.Add(q.A, -q.Amount) is not { } back || (s.Between(back + step, q.A) < q.Amount && s.IsOpen(back))));
    });

    private static Instant? Twice(Schedule s, Instant at, Duration first, Duration second) =>
        s.Add(at, first) is { } reached ? s.Add(reached, second) : null;

    // Forwards never lies after everything.
    private static bool NotAfter(Instant? one, Instant? other) => other is null || (one is { } x && x <= other);

    // Backwards never lies before everything.
    private static bool NotBefore(Instant? one, Instant? other) => other is null || (one is { } x && x >= other);
}
