using FsCheck.Fluent;
using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.TestSupport;
using NodaTime;

namespace Helpdesk.Core.Tests.BusinessTime;

public sealed class ScheduleProperties
{
    [Fact]
    public void Open_is_what_the_wall_clock_says() => Holds((s, plan, a, _, _) => s.IsOpen(a) == PlanOracle.IsOpen(plan, a));

    [Fact]
    public void Between_counts_the_open_minutes() => Holds(
        (s, plan, a, b, _) => s.Between(Instant.Min(a, b), Instant.Max(a, b))
            == PlanOracle.Between(plan, Instant.Min(a, b), Instant.Max(a, b)),
        tests: 300);

    [Fact]
    public void Between_adds_up_in_any_order_and_changes_its_sign() => Holds((s, _, a, b, c) =>
        s.Between(a, b) + s.Between(b, c) == s.Between(a, c) && s.Between(a, b) == -s.Between(b, a));

    [Fact]
    public void No_more_is_open_than_passes() => Holds((s, _, a, b, _) =>
        a > b || (s.Between(a, b) >= Duration.Zero && s.Between(a, b) <= b - a));

    [Fact]
    public void Add_gives_the_nearest_instant_in_both_directions() => Holds((s, _, a, b, _) =>
    {
        var amount = Duration.FromMinutes(Math.Abs((a - b).TotalMinutes) + 1);
        var minute = Duration.FromMinutes(1);
        return (s.Add(a, amount) is not { } due || (s.Between(a, due) == amount && s.Between(a, due - minute) < amount))
            && (s.Add(a, -amount) is not { } back || (s.Between(back, a) == amount && s.Between(back + minute, a) < amount));
    });

    [Fact]
    public void Adding_what_is_between_never_passes_the_end() => Holds((s, _, a, b, _) =>
        a > b || (s.Add(a, s.Between(a, b)) is { } reached && reached <= b));

    [Fact]
    public void Adding_in_two_steps_is_adding_at_once() => Holds((s, _, a, _, _) =>
        s.Add(a, Duration.FromMinutes(95)) is not { } first
        || s.Add(first, Duration.FromHours(3)) == s.Add(a, Duration.FromMinutes(275)));

    [Fact]
    public void The_next_opening_is_open_and_nothing_before_it_is() => Holds((s, _, a, _, _) =>
        s.NextOpen(a) is not { } opens
        || (opens >= a && s.IsOpen(opens) && s.Between(a, opens) == Duration.Zero
            && s.NextOpen(opens) == opens && s.IsOpen(a) == (opens == a)));

    [Fact]
    public void Until_the_next_close_it_is_open_all_the_time() => Holds((s, _, a, _, _) =>
        s.NextClose(a) is not { } closes
        || (closes > a && !s.IsOpen(closes) && s.NextOpen(a) is { } opens && s.Between(opens, closes) == closes - opens));

    [Fact]
    public void Stretches_are_apart_and_sum_up_to_what_is_between() => Holds((s, _, a, b, _) =>
    {
        if (a > b)
        {
            return true;
        }

        var stretches = s.Stretches(a, b).ToList();
        return stretches.All(x => x.Start < x.End && x.Start >= a && x.End <= b)
            && stretches.Zip(stretches.Skip(1)).All(p => p.First.End < p.Second.Start)
            && stretches.Aggregate(Duration.Zero, (sum, x) => sum + x.Duration) == s.Between(a, b);
    });

    [Fact]
    public void A_holiday_more_never_opens_anything_but_an_interval_more_never_closes_anything() => Holds((s, plan, a, b, _) =>
    {
        if (a > b)
        {
            return true;
        }

        var date = a.InZone(DateTimeZoneProviders.Tzdb[plan.Zone]).Date;
        var less = Schedule.Create(plan with { Holidays = [.. plan.Holidays, date] }).Require();
        var more = Schedule.Create(plan with { Weekly = [.. plan.Weekly, (IsoDayOfWeek.Sunday, new PlanInterval(3600, 9000))] }).Require();
        return less.Between(a, b) <= s.Between(a, b) && more.Between(a, b) >= s.Between(a, b);
    });

    [Fact]
    public void The_questions_reach_open_and_closed_moments_and_clock_changes()
    {
        var questions = Gen.Sample(Schedules.Questions, 300).ToList();
        var open = questions.Count(q => PlanOracle.IsOpen(q.Plan, q.A));
        var changes = questions.Count(q =>
            DateTimeZoneProviders.Tzdb[q.Plan.Zone].GetUtcOffset(q.A) != DateTimeZoneProviders.Tzdb[q.Plan.Zone].GetUtcOffset(q.B));
        var intervals = questions.SelectMany(q => q.Plan.Weekly.Select(w => w.Interval)).ToList();
        Assert.InRange(intervals.Count(i => i.Breaks.Count > 0), intervals.Count / 10, intervals.Count);
        Assert.InRange(intervals.Count(i => i.End <= i.Start), intervals.Count / 10, intervals.Count);
        Assert.InRange(open, 30, 270);
        Assert.InRange(changes, 30, 300);
    }

    private static void Holds(Func<Schedule, ScheduleDefinition, Instant, Instant, Instant, bool> law, int tests = 1_000) =>
        Properties.Holds(
            Prop.ForAll(
                Schedules.Questions.ToArbitrary(),
                q => law(Schedule.Create(q.Plan).Require(), q.Plan, q.A, q.B, q.C)),
            tests);
}
