using Helpdesk.Core.Engine;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tests.Tickets;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>Invariant 24: a forced review is the whole log under the policy of now.</summary>
public sealed class SlaForcedLaws
{
    [Fact]
    public void A_forced_review_measures_as_a_fresh_play_under_the_new_policy() => SlaCases.Hold(story =>
    {
        var one = story with { Steps = [.. story.Steps.Where(s => !s.Events.Any(e => e.Event is TicketEvent.LifecycleChanged))] };
        var batches = one.Batches();
        var (play, plan) = (SlaPlay.Of(one.Plan.ToSet(), batches), SlaChangeLaws.Other(one.Plan));
        var fresh = SlaPlay.Of(plan.ToSet(), batches);
        var at = play.Now + Duration.FromHours(1);
        if (Review(play, plan, at) is not { } changed)
        {
            return true;
        }

        fresh.Do(at, new TicketEvent.SlaReviewed(SlaEdit.Forward));
        Assert.Equal(fresh.State.Clocks, changed.State.Sla.Clocks);
        SlaReplayLaws.Same(changed.State.Sla, SlaHistory.Read([.. play.Stream, .. changed.Events], plan.ToSet()).State);
        Assert.Equal(
            fresh.News.OfType<TicketEvent.SlaFulfilled>().Select(e => e.ToString()),
            changed.Events.Select(e => e.Event).OfType<TicketEvent.SlaFulfilled>().Select(e => e.ToString()));
        return true;
    });

    private static Outcome.Changed? Review(SlaPlay play, SlaPlan plan, Instant at)
    {
        var configuration = HelpdeskConfiguration.Parse(
            """{"version":1,"departments":[{"id":"support"}],"mailboxes":[{"address":"a@acme.example","department":"support"}]}""").Require();
        typeof(HelpdeskConfiguration).GetProperty(nameof(HelpdeskConfiguration.Sla))!.SetValue(configuration, plan.ToSet());
        var state = new TicketState(
            play.Ticket.Id, play.Ticket, play.State, SpamMemory.None, new ReplyPoint(new Helpdesk.Core.Messages.ChannelAddress(Helpdesk.Core.Messages.ChannelAddress.Mail, "a@acme.example"), []));
        return new HelpdeskEngine(configuration).Execute(new Request
        {
            State = state,
            Command = new TicketCommand.ReviewSla(SlaEdit.Forced),
            By = TicketStory.Kim,
            At = at,
            CausationId = "review",
            Around = Surroundings.None with { Stream = play.Stream },
        }) as Outcome.Changed;
    }
}
