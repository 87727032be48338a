using FsCheck.Fluent;
using Helpdesk.Core.Sla;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>Invariants 18 and 19: time is neither lost nor made by pauses.</summary>
public sealed class SlaConservationLaws
{
    private static readonly string Wait = SlaMetrics.RequesterWait.Id;

    // 18: elapsed and remaining are the target; the kept runs, their hours apart, add up.
    [Fact]
    public void Elapsed_and_remaining_are_the_target() => SlaCases.Hold(story =>
    {
        var play = story.Play();
        var now = play.Now + Duration.FromHours(7);
        return play.State.Clocks.All(c =>
            SlaStatus.Of(c, now, play.Policies) is var s && (c.Target is null ? s.Remaining is null : s.Elapsed + s.Remaining == c.Target)
            && c.Segments.Aggregate(Duration.Zero, (sum, r) => sum + r.Worked) == c.Elapsed);
    });

    // 18: a pause from p to r takes B(p, r) away and moves the due time to A(r, target - elapsed(p)).
    [Fact]
    public void A_pause_takes_away_what_was_open_in_it() => Hold((plan, start, first, second) =>
    {
        var (hours, p) = (SlaOpenHours.All[plan.Standard.Hours], start + first);
        var (r, now) = (p + second, p + second + Duration.FromDays(3));
        var (plain, paused) = (Opened(plan, start), Opened(plan, start));
        Pause(paused, p, r);
        var left = plan.Standard.TimeOf(Wait, Priority.Normal)!.Value - hours.Between(start, p);
        return Elapsed(paused, now) == Elapsed(plain, now) - hours.Between(p, r)
            && (left <= Duration.Zero || paused.State.Find(Wait)!.DueAt == hours.Add(r, left));
    });

    // 19: a pause without length is none.
    [Fact]
    public void Pausing_and_resuming_at_one_instant_is_nothing() => Hold((plan, start, first, second) =>
    {
        var (plain, paused) = (Opened(plan, start), Opened(plan, start));
        Pause(paused, start + first, start + first);
        return IsAlike(plain, paused, start + first + second);
    });

    // 19: two pauses that meet are one, in one status or in two.
    [Fact]
    public void Two_pauses_are_one() => Hold((plan, start, first, second) =>
    {
        var (one, two) = (Opened(plan, start), Opened(plan, start));
        var (p, middle, r) = (start + first, start + first + (second / 3), start + first + second);
        Pause(one, p, r);
        two.Do(p, SlaCases.Status(StatusCategory.WaitingOnCustomer));
        Pause(two, middle, r);
        return IsAlike(one, two, r + first);
    });

    private static bool IsAlike(SlaPlay one, SlaPlay other, Instant at) => one.State.Clocks.Zip(other.State.Clocks).All(pair =>
        pair.First.Metric == pair.Second.Metric
        && pair.First.State == pair.Second.State
        && (pair.First.DueAt == pair.Second.DueAt || pair.First.BreachedAt is not null || pair.First.DueAt < pair.Second.RunningSince
            || pair.First.Elapsed == pair.First.Target || pair.Second.Elapsed == pair.Second.Target)
        && SlaStatus.Of(pair.First, at, one.Policies).Elapsed == SlaStatus.Of(pair.Second, at, other.Policies).Elapsed);

    private static SlaPlay Opened(SlaPlan plan, Instant start) => new SlaPlay(plan.ToSet()).Do(start, SlaCases.Opened(StatusCategory.New));

    private static void Pause(SlaPlay play, Instant from, Instant to) => play
        .Do(from, SlaCases.Status(StatusCategory.WaitingOnCustomer)).Do(to, SlaCases.Status(StatusCategory.Open));

    private static Duration Elapsed(SlaPlay play, Instant at) => SlaStatus.Of(play.State, Wait, at, play.Policies).Elapsed;

    private static void Hold(Func<SlaPlan, Instant, Duration, Duration, bool> law) => Properties.Holds(
        Prop.ForAll(
            (from plan in SlaCases.Plans
             from start in SlaCases.Starts
             from first in Gen.Choose(0, 200_000)
             from second in Gen.Choose(0, 400_000)
             select (plan, start, first, second)).ToArbitrary(),
            c => law(c.plan, c.start, Duration.FromSeconds(c.first), Duration.FromSeconds(c.second))),
        60);
}
