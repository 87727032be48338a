using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>Invariants 23 and 24: what edits of policies change, and what they leave.</summary>
public sealed class SlaChangeLaws
{
    // 23: what was used stays whatever the target is, and a longer target makes no breach.
    [Fact]
    public void A_longer_target_keeps_what_was_used_and_breaches_nothing() => SlaCases.Hold(story =>
    {
        var play = CaughtUp(story);
        var (before, known) = (play.State, play.Stream.Count);
        Edit(play, Times(story.Plan, 3), SlaEdit.Forward);
        return !play.Stream.Skip(known).Any(e => e.Event is TicketEvent.SlaBreached)
            && !SlaTimekeeper.Due(play.State, play.Now, play.Policies).Any(e => e is TicketEvent.SlaBreached)
            && before.Clocks.All(c => Elapsed(play, c, before) == Elapsed(play, c, play.State));
    });

    // 23: there and back with no time passing is nothing, unless somebody was told meanwhile.
    [Fact]
    public void A_shorter_target_and_back_is_nothing() => SlaCases.Hold(story =>
    {
        var plan = Times(story.Plan, 4);
        var play = CaughtUp(story with { Plan = plan });
        var (before, known) = (play.State, play.Stream.Count);
        Edit(play, story.Plan, SlaEdit.Forward);
        Edit(play, plan, SlaEdit.Forward);
        if (!play.Stream.Skip(known).Any(e => SlaPlay.IsNews(e.Event)))
        {
            SlaReplayLaws.Same(before, play.State);
        }

        return true;
    });

    // 24: no edit but a forced one touches a finished cycle; keep touches no other either.
    [Fact]
    public void Edits_leave_finished_cycles_alone() => SlaCases.Hold(story =>
    {
        foreach (var mode in new[] { SlaEdit.Forward, SlaEdit.Keep, SlaEdit.Retroactive })
        {
            var play = CaughtUp(story);
            var before = play.State;
            Edit(play, Other(story.Plan), mode);
            Assert.All(
                before.Clocks.Where(c => !c.IsUnderWay || (mode == SlaEdit.Keep && c.Target is not null)),
                c => Assert.Equal(c, play.State.Find(c.Metric)));
        }

        return true;
    });

    // 24: retroactive counts as if it had been so from the beginning, and twice is once.
    [Fact]
    public void Retroactive_is_as_if_it_had_always_been_so() => SlaCases.Hold(story =>
    {
        var one = Staying(story);
        var (play, always) = (CaughtUp(one), CaughtUp(one with { Plan = Other(one.Plan) }, one.Batches()));
        Edit(play, Other(one.Plan), SlaEdit.Retroactive);
        foreach (var clock in play.State.Clocks.Where(c => c is { IsUnderWay: true, Target: not null }))
        {
            var expected = always.State.Find(clock.Metric)!;
            Assert.Equal((expected.Target, expected.Cycle, expected.State), (clock.Target, clock.Cycle, clock.State));
            Assert.Equal(Elapsed(always, expected, always.State), Elapsed(play, clock, play.State));
            Assert.True(expected.DueAt == clock.DueAt || expected.DueAt <= play.Now, $"{clock.Metric} is due {clock.DueAt}, not {expected.DueAt}");
        }

        play.Do(play.Now, SlaCases.Note);
        var once = play.State;
        play.Do(play.Now, new TicketEvent.SlaReviewed(SlaEdit.Retroactive));
        SlaReplayLaws.Same(once, play.State);
        return true;
    });

    // 21 and 24: what a retroactive edit finds to be late is told when it runs.
    [Fact]
    public void What_runs_late_is_told_after_any_edit() => SlaCases.Hold(story =>
    {
        foreach (var mode in new[] { SlaEdit.Forward, SlaEdit.Keep, SlaEdit.Retroactive })
        {
            var play = CaughtUp(story);
            Edit(play, Other(story.Plan), mode);
            var end = play.Now + Duration.FromDays(9);
            play.Ring(end);
            Assert.All(
                play.State.Clocks.Where(c => c.State == SlaClockState.Running && SlaStatus.Of(c, end, play.Policies).Standing == SlaStanding.Overdue),
                c => Assert.True(c.IsBreachTold || c.BreachAt >= end || c.BreachAt is null == (c.Hours == NeverId), $"{c.Metric} is late and nobody was told"));
        }

        return true;
    });

    internal static SlaPlan Other(SlaPlan plan) => new(
        plan.Gold with { Minutes = [.. plan.Gold.Minutes.Select(m => Math.Max(m, 7))] }, plan.Gold with { Hours = plan.Standard.Hours });

    private static string NeverId => SlaOpenHours.All[SlaOpenHours.Never].Schedule!.ContentHash();

    private static SlaPlan Times(SlaPlan plan, int factor) => plan with { Standard = plan.Standard.Times(factor), Gold = plan.Gold.Times(factor) };

    // No ticket changes its policy or its priority.
    private static SlaCase Staying(SlaCase story) => story with
    {
        Steps = [.. story.Steps.Where(s => !s.Events.Any(e => e.Event is TicketEvent.Transferred or TicketEvent.PriorityChanged))],
    };

    private static SlaPlay CaughtUp(SlaCase story, IReadOnlyList<SlaBatch>? batches = null)
    {
        var play = SlaPlay.Of(story.Plan.ToSet(), batches ?? story.Batches());
        return play.Do(play.Now, SlaCases.Note);
    }

    private static void Edit(SlaPlay play, SlaPlan plan, SlaEdit mode)
    {
        play.Policies = plan.ToSet();
        play.Do(play.Now, new TicketEvent.SlaReviewed(mode));
    }

    private static Duration Elapsed(SlaPlay play, SlaClock clock, SlaState state) =>
        clock.Hours is null ? Duration.Zero : SlaStatus.Of(state, clock.Metric, play.Now, play.Policies).Elapsed;
}
