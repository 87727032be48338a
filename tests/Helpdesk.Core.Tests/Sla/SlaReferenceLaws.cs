using FsCheck.Fluent;
using Helpdesk.Core.Sla;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>The clocks agree with the slow reference, metric by metric and cycle by cycle.</summary>
public sealed class SlaReferenceLaws
{
    [Fact]
    public void Clocks_agree_with_the_reference() => SlaCases.Hold(
        story =>
        {
            var batches = story.Batches();
            var play = SlaPlay.Of(story.Plan.ToSet(), batches);
            Agrees(SlaReference.Of(story.Plan, batches), play);
            return true;
        },
        120);

    // The plan is edited between the causes: what was used stays, the new promise counts from the next cause on.
    [Fact]
    public void Clocks_agree_with_the_reference_when_policies_are_edited() => HoldEdited(
        (story, edits) =>
        {
            var (play, reference) = (new SlaPlay(story.Plan.ToSet()), new SlaReference());
            var plan = story.Plan;
            foreach (var (batch, i) in story.Batches().Select((b, i) => (b, i)))
            {
                plan = i > 0 && i % 4 == 0 ? edits[i / 4 % edits.Length] : plan;
                play.Policies = plan.ToSet();
                play.Do(batch);
                reference.Take(plan, batch);
            }

            Agrees(reference, play);
            return true;
        });

    internal static void Agrees(SlaReference reference, SlaPlay play)
    {
        var end = play.Now + Duration.FromDays(1);
        reference.Look(end);
        TicketEvent[] news = [.. play.News, .. SlaTimekeeper.Due(play.State, end, play.Policies)];
        foreach (var metric in SlaPlan.Metrics)
        {
            var cycles = reference.Cycles(metric.Id);
            var clock = play.State.Find(metric.Id);
            if (clock is null)
            {
                Assert.Empty(cycles);
                continue;
            }

            var last = cycles[^1];
            Same(metric, "cycle", cycles.Count, clock.Cycle);
            Same(metric, "start", last.Start, clock.StartedAt);
            Same(metric, "state", StateOf(last), clock.State);
            Same(metric, "end", last.End, clock.EndedAt);
            Same(metric, "suspended", last.IsSuspended, clock.IsSuspended);
            Same(metric, "target", last.Target, clock.Target);
            Same(metric, "elapsed", last.Hours < 0 ? Duration.Zero : last.Elapsed(end), last.Hours < 0 ? Duration.Zero : SlaStatus.Of(clock, end, play.Policies).Elapsed);
            Same(metric, "running", last.Since is null, clock.RunningSince is null);
            if (last.IsLateAlready)
            {
                Assert.True(clock.DueAt <= last.Since || (clock.DueAt is null && last.Hours == SlaOpenHours.Never), $"{metric.Id}: due {clock.DueAt}, late since {last.Since}");
            }
            else
            {
                Same(metric, "due", last.Due, clock.DueAt);
            }

            if (last.IsFulfilled)
            {
                Same(metric, "met", last.Target is null || last.Elapsed(end) <= last.Target, clock.IsMet);
            }

            Same(metric, "breaches", Told(cycles), Told(news, metric));
        }
    }

    private static void HoldEdited(Func<SlaCase, SlaPlan[], bool> law) => Properties.Holds(
        Prop.ForAll(
            SlaCases.Any,
            SlaCases.Plans.ArrayOf(3).ToArbitrary(),
            law),
        60);

    private static string Told(IEnumerable<SlaReferenceCycle> cycles) =>
        string.Join("; ", cycles.Select((c, i) => (c.Told, Cycle: i + 1)).Where(c => c.Told is not null).Select(c => $"{c.Cycle} at {c.Told}"));

    private static string Told(IEnumerable<TicketEvent> news, SlaMetric metric) => string.Join(
        "; ",
        news.OfType<TicketEvent.SlaBreached>().Where(b => b.Metric == metric.Id).OrderBy(b => b.Cycle).Select(b => $"{b.Cycle} at {b.At}"));

    private static SlaClockState StateOf(SlaReferenceCycle cycle) => cycle.IsUnderWay
        ? cycle.Since is null ? SlaClockState.Paused : SlaClockState.Running
        : cycle.IsFulfilled ? SlaClockState.Fulfilled : SlaClockState.Cancelled;

    private static void Same<T>(SlaMetric metric, string what, T expected, T actual) =>
        Assert.True(EqualityComparer<T>.Default.Equals(expected, actual), $"{metric.Id}, {what}: expected {expected}, not {actual}");
}
