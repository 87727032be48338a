using Helpdesk.Core.Messages;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>Invariant 25: how the shipped metrics stand to each other, and what does not move them.</summary>
public sealed class SlaMetricLaws
{
    private static readonly Actor Rule = new Actor.Rule(new RuleId("r"));

    [Fact]
    public void Notes_machines_and_customers_leave_the_first_reply_unchanged() => SlaCases.Hold(story =>
        Strip(With(story, SlaCases.Note, SlaCases.Written(MessageKind.AutoReply), SlaCases.Written(MessageKind.Human), SlaCases.Reply).State, "firstReply")
            == Strip(story.Play().State, "firstReply"));

    // An unanswered message does not begin anew with the next one.
    [Fact]
    public void More_messages_leave_the_beginning_of_the_next_reply() => SlaCases.Hold(story =>
    {
        var play = story.Play();
        var before = play.State.Find("nextReply");
        play.Do(play.Now + Duration.FromMinutes(5), SlaCases.Written(MessageKind.Human)).Do(play.Now, SlaCases.Written(MessageKind.Human));
        return before is not { IsUnderWay: true }
            || (play.State.Find("nextReply") is { } after && (after.StartedAt, after.Cycle, after.Elapsed) == (before.StartedAt, before.Cycle, before.Elapsed));
    });

    [Fact]
    public void Total_resolution_requester_wait_and_agent_work_are_in_this_order() => SlaCases.Hold(story =>
    {
        var one = SameHours(story);
        var play = one.Play();
        var at = play.Now + Duration.FromHours(30);
        var (total, wait, work) = (Used(play, "totalResolution", at), Used(play, "requesterWait", at), Used(play, "agentWork", at));
        var history = SlaHistory.Read(play.Stream, play.Policies);
        var owned = history.Past.Where(c => c.Metric == "groupOwnership").Aggregate(Duration.Zero, (sum, c) => sum + c.Elapsed)
            + Used(play, "groupOwnership", at);
        return work == Used(play, "resolution", at) && wait >= work && total >= wait && owned <= total;
    });

    [Fact]
    public void An_agent_who_opens_and_writes_at_once_has_not_replied() => SlaCases.Hold(story =>
    {
        var play = new SlaPlay(story.Plan.ToSet()).Do(new SlaBatch(
            story.Start, [(SlaCases.Opened(StatusCategory.Open), Tickets.TicketStory.Kim), (SlaCases.Reply, Tickets.TicketStory.Kim)]));
        var running = play.State.Find("firstReply")!.State == SlaClockState.Running && play.State.Find("periodicUpdate") is null;
        play.Do(story.Start, SlaCases.Reply, Tickets.TicketStory.Kim);
        return running && play.State.Find("firstReply")!.State == SlaClockState.Fulfilled;
    });

    private static SlaPlay With(SlaCase story, params TicketEvent[] more) => SlaPlay.Of(
        story.Plan.ToSet(),
        story.Batches().SelectMany(b => more.Select(e => new SlaBatch(b.At, [(e, Rule)])).Prepend(b)));

    // A clock but for what was told of it, which comes with the next event.
    private static (int, Instant, SlaClockState, Instant?, Duration, Instant?, Duration?)? Strip(SlaState state, string metric) =>
        state.Find(metric) is { } c ? (c.Cycle, c.StartedAt, c.State, c.EndedAt, c.Elapsed, c.DueAt, c.Target) : null;

    // Every metric is promised at every time, by the same hours.
    private static SlaCase SameHours(SlaCase story) => story with
    {
        Plan = new SlaPlan(story.Plan.Standard, story.Plan.Standard.Times(2)),
        Steps = [.. story.Steps.Where(s => !s.Events.Any(e => e.Event is TicketEvent.PriorityChanged))],
    };

    private static Duration Used(SlaPlay play, string metric, Instant at) => SlaStatus.Of(play.State, metric, at, play.Policies).Elapsed;
}
