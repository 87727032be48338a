using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>Invariants 26 and 27: solving, reopening, putting away and coming back.</summary>
public sealed class SlaEndLaws
{
    private static readonly string[] GoesOn = ["requesterWait", "agentWork", "resolution", "totalResolution"];

    // 26: what measures the whole ticket goes on in the same cycle; only the total counts the time since the solution.
    [Fact]
    public void Reopening_goes_on_or_begins_anew() => SlaCases.Hold(story =>
    {
        var play = story.Play();
        play.Do(play.Now, SlaCases.Status(StatusCategory.Open)).Do(play.Now, SlaCases.Status(StatusCategory.Resolved))
            .Do(play.Now, SlaCases.Status(StatusCategory.Open)).Do(play.Now, SlaCases.Reply, Tickets.TicketStory.Kim).Do(play.Now, SlaCases.Written(Helpdesk.Core.Messages.MessageKind.Human)).Do(play.Now, SlaCases.Status(StatusCategory.Resolved));
        var (solved, hours) = (play.State, play.State.Find("totalResolution")!.Hours);
        var at = play.Now + Duration.FromHours(20);
        play.Do(at, SlaCases.Status(StatusCategory.Open)).Do(at, SlaCases.Reply, Tickets.TicketStory.Kim);
        foreach (var id in GoesOn)
        {
            var (before, after) = (solved.Find(id)!, play.State.Find(id)!);
            Assert.Equal((SlaClockState.Fulfilled, SlaClockState.Running), (before.State, after.State));
            Assert.Equal((before.Cycle, before.StartedAt), (after.Cycle, after.StartedAt));
            if (before.Target is not null && id != "totalResolution")
            {
                Assert.Equal(before.Elapsed, SlaStatus.Of(after, at, play.Policies).Elapsed);
            }
        }

        Assert.Equal(solved.Find("groupOwnership")!.Cycle + 1, play.State.Find("groupOwnership")!.Cycle);
        Assert.Equal(solved.Find("periodicUpdate")!.Cycle + 1, play.State.Find("periodicUpdate")!.Cycle);
        Assert.Equal(solved.Find("firstReply"), play.State.Find("firstReply"));
        return hours == play.State.Find("totalResolution")!.Hours;
    });

    // 26: cycles that others followed stay as they were, whatever comes.
    [Fact]
    public void Past_cycles_never_change() => SlaCases.Hold(story =>
    {
        var batches = story.Batches();
        var (half, whole) = (SlaPlay.Of(story.Plan.ToSet(), batches.Take((batches.Count + 1) / 2)), SlaPlay.Of(story.Plan.ToSet(), batches));
        var past = SlaHistory.Read(half.Stream, half.Policies).Past;
        Assert.Equal(past, SlaHistory.Read(whole.Stream, whole.Policies).Past.Take(past.Count));
        return true;
    });

    // 27: nothing is due and nothing begins while a ticket is away; what was cancelled goes on with what was used.
    [Fact]
    public void Being_away_cancels_and_coming_back_goes_on() => SlaCases.Hold(story =>
    {
        var play = story.Play();
        play.Do(play.Now, SlaCases.Status(StatusCategory.Open));
        foreach (var away in new[] { StatusCategory.Spam, StatusCategory.Merged, StatusCategory.Deleted })
        {
            var before = play.State;
            var left = play.Now;
            play.Do(left, SlaCases.Status(away)).Do(left + Duration.FromHours(1), SlaCases.Reply, Tickets.TicketStory.Kim)
                .Do(play.Now, SlaCases.Written(Helpdesk.Core.Messages.MessageKind.Human)).Do(play.Now, new TicketEvent.Transferred(new("sales")));
            Assert.Null(play.State.Next);
            Assert.Null(play.State.NextWakeAt);
            Assert.DoesNotContain(play.State.Clocks, c => c.IsUnderWay);
            Assert.All(before.Clocks, c => Assert.Equal(
                c.IsUnderWay ? (SlaClockState.Cancelled, true) : (c.State, c.IsSuspended), (play.State.Find(c.Metric)!.State, play.State.Find(c.Metric)!.IsSuspended)));
            play.Do(play.Now, SlaCases.Status(StatusCategory.Open));
            foreach (var clock in before.Clocks.Where(c => c is { IsUnderWay: true, Hours: not null }))
            {
                var after = play.State.Find(clock.Metric)!;
                Assert.Equal(
                    (clock.Cycle, SlaStatus.Of(clock, left, play.Policies).Elapsed), (after.Cycle, SlaStatus.Of(after, play.Now, play.Policies).Elapsed));
            }
        }

        return true;
    });

    // Found by the reference: an answer to what lies in the spam folder began the clock of the next update.
    [Fact]
    public void An_answer_to_spam_begins_nothing()
    {
        var play = new SlaPlay(TwoDays()).Do(Tickets.TicketStory.Monday, SlaCases.Opened(StatusCategory.Spam));
        play.Do(Tickets.TicketStory.Monday, SlaCases.Reply, Tickets.TicketStory.Kim);
        Assert.Empty(play.State.Clocks);
    }

    // Found by reading: deleted, and then put straight among the solved ones, a ticket that was reopened had no clocks any more.
    [Fact]
    public void What_comes_back_solved_goes_on_when_it_is_reopened()
    {
        var play = new SlaPlay(TwoDays()).Do(Tickets.TicketStory.Monday, SlaCases.Opened(StatusCategory.New));
        foreach (var category in new[] { StatusCategory.Deleted, StatusCategory.Resolved, StatusCategory.Open })
        {
            play.Do(play.Now + Duration.FromHours(1), SlaCases.Status(category));
        }

        Assert.Equal((SlaClockState.Running, Duration.FromHours(1)), (play.State.Find("resolution")!.State, play.State.Find("resolution")!.Elapsed));
    }

    // Found by the order of total resolution and ownership: a solved ticket that was handed on was owned, and never late.
    [Fact]
    public void A_solved_ticket_is_owned_by_nobody()
    {
        var play = new SlaPlay(TwoDays()).Do(Tickets.TicketStory.Monday, SlaCases.Opened(StatusCategory.Resolved));
        play.Do(Tickets.TicketStory.Monday, new TicketEvent.Transferred(new("sales")));
        Assert.NotEqual(SlaClockState.Running, play.State.Find("groupOwnership")?.State);
    }

    private static SlaPolicySet TwoDays()
    {
        var promises = new SlaPromises(0, [.. SlaPlan.Metrics.Select(_ => 2880)], []);
        return new SlaPlan(promises, promises).ToSet();
    }
}
