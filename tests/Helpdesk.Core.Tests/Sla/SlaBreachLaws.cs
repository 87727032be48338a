using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>Invariant 21: what is told of breaches and results.</summary>
public sealed class SlaBreachLaws
{
    [Fact]
    public void A_breach_is_told_once_of_a_running_clock_in_open_time() => SlaCases.Hold(story =>
    {
        var (play, told) = (new SlaPlay(story.Plan.ToSet()), new HashSet<(string, int)>());
        foreach (var batch in story.Batches())
        {
            var (before, known) = (play.State, play.Stream.Count);
            play.Do(batch);
            foreach (var breach in play.Stream.Skip(known).Select(e => e.Event).OfType<TicketEvent.SlaBreached>())
            {
                var clock = before.Find(breach.Metric);
                Assert.True(told.Add((breach.Metric, breach.Cycle)), $"{breach} is told twice.");
                Assert.True(clock?.Cycle == breach.Cycle && (clock.State == SlaClockState.Running || breach.Metric == "totalResolution"), $"{breach} of {clock}");
                Assert.True(breach.At < batch.At && IsOpen(story.Plan, breach.At.Value), $"{breach} in closed time");
            }
        }

        return true;
    });

    // 21: met is elapsed within the target, and a result in time follows no breach but one under a shorter target.
    [Fact]
    public void Met_is_elapsed_within_the_target() => SlaCases.Hold(story =>
    {
        var play = story.Play();
        foreach (var clock in SlaHistory.Read(play.Stream, play.Policies) is var h ? h.Past.Concat(h.State.Clocks) : [])
        {
            var last = play.News.OfType<TicketEvent.SlaFulfilled>().LastOrDefault(f => f.Metric == clock.Metric && f.Cycle == clock.Cycle);
            if (clock is { State: SlaClockState.Fulfilled, Target: { } target })
            {
                Assert.Equal((target, clock.Elapsed), (last!.Target, last.Elapsed));
                Assert.Equal(last.Elapsed <= last.Target, clock.IsMet);
            }

            Assert.True(clock.State != SlaClockState.Cancelled || !clock.IsMet);
        }

        return true;
    });

    private static bool IsOpen(SlaPlan plan, Instant at) =>
        new[] { plan.Standard, plan.Gold }.Any(p => SlaOpenHours.All[p.Hours].NextOpen(at) == at);
}
