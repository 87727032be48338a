using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tests.Tickets;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>Stories with their clocks. Expected times come from the published examples named at each test.</summary>
public sealed class SlaTests
{
    // Zammad's suite, example 3: Monday to Friday 08-18, first reply 60 minutes, resolution 180.
    [Theory]
    [InlineData(30, "met", 30)]
    [InlineData(60, "met", 60)]
    [InlineData(270, "missed", 270)]
    public void A_first_reply_is_judged_by_elapsed_working_time(int minutes, string state, int used)
    {
        var story = new SlaStory(Weekdays("08:00", "18:00"), Duration.FromHours(1), Duration.FromHours(3));
        story.Later(Duration.FromMinutes(minutes)).Do(s => s.AgentReplies());
        var clock = story.Clock(SlaMetrics.FirstReply);
        Assert.Equal(Duration.FromMinutes(used), clock.Elapsed);
        Assert.Equal(state == "met", clock.IsMet);
    }

    // Frappe: Monday 17:55, reply 18:05, hours 10-18: five minutes used, met.
    [Fact]
    public void A_reply_after_hours_uses_only_the_hours()
    {
        var story = new SlaStory(Weekdays("10:00", "18:00"), Duration.FromMinutes(30), null, TicketStory.Monday + Duration.FromMinutes(535));
        story.Later(Duration.FromMinutes(10)).Do(s => s.AgentReplies());
        Assert.Equal(Duration.FromMinutes(5), story.Clock(SlaMetrics.FirstReply).Elapsed);
        Assert.True(story.Clock(SlaMetrics.FirstReply).IsMet);
    }

    // Frappe, example 27: resolution 4 h, Monday 12:00; replied 12:30 (pauses); open 13:00; resolved 13:30.
    [Fact]
    public void Waiting_for_the_customer_pauses_the_resolution_and_moves_its_due_time()
    {
        var noon = TicketStory.Monday + Duration.FromHours(3);
        var story = new SlaStory(Weekdays("10:00", "18:00"), Duration.FromHours(1), Duration.FromHours(4), noon);
        Assert.Equal(noon + Duration.FromHours(4), story.Clock(SlaMetrics.Resolution).DueAt);
        story.Later(Duration.FromMinutes(30)).Do(s => s.AgentReplies());
        Assert.Equal(SlaClockState.Paused, story.Clock(SlaMetrics.Resolution).State);
        Assert.Null(story.Clock(SlaMetrics.Resolution).DueAt);
        story.Later(Duration.FromMinutes(30)).Do(s => s.CustomerWrites());
        Assert.Equal(noon + Duration.FromMinutes(270), story.Clock(SlaMetrics.Resolution).DueAt);
        story.Later(Duration.FromMinutes(30)).Do(s => s.Do(new TicketCommand.Fire(Triggers.Resolve)));
        Assert.Equal(Duration.FromHours(1), story.Clock(SlaMetrics.Resolution).Elapsed);
        Assert.True(story.Clock(SlaMetrics.Resolution).IsMet);
    }

    // LiveAgent: resolving a ticket without an answer leaves no first-answer record.
    [Fact]
    public void Solving_without_an_answer_cancels_the_first_reply()
    {
        var story = new SlaStory(null, Duration.FromHours(1), Duration.FromHours(4));
        story.Do(s => s.Do(new TicketCommand.Fire(Triggers.Resolve)));
        Assert.Equal(SlaClockState.Cancelled, story.Clock(SlaMetrics.FirstReply).State);
        Assert.Equal(SlaClockState.Fulfilled, story.Clock(SlaMetrics.Resolution).State);
    }

    [Fact]
    public void A_note_and_an_automatic_message_stop_no_clock()
    {
        var story = new SlaStory(null, Duration.FromHours(1), Duration.FromHours(4));
        story.Later(Duration.FromMinutes(10)).Do(s => s.Do(new TicketCommand.AddNote(s.NextMessage())));
        story.Do(s => s.Do(new TicketCommand.Reply(s.NextMessage()), Actor.System));
        Assert.Equal(SlaClockState.Running, story.Clock(SlaMetrics.FirstReply).State);
    }

    [Fact]
    public void A_reply_in_the_due_second_is_met_and_the_breach_is_told_a_tick_after()
    {
        var story = new SlaStory(null, Duration.FromHours(1), null);
        var clock = story.Clock(SlaMetrics.FirstReply);
        Assert.Equal(TicketStory.Monday + Duration.FromHours(1), clock.DueAt);
        Assert.Equal(clock.DueAt, clock.BreachAt);
        Assert.Equal(clock.DueAt + Duration.FromTicks(1), story.State.NextWakeAt);
        Assert.Empty(SlaTimekeeper.Due(story.State, clock.DueAt!.Value, story.Policies));
        Assert.IsType<TicketEvent.SlaBreached>(Assert.Single(SlaTimekeeper.Due(story.State, story.State.NextWakeAt!.Value, story.Policies)));
    }

    // Design §8: breach is never in closed time. Due at the close of Friday, breached when Monday has opened.
    [Fact]
    public void A_target_used_up_at_closing_time_is_due_then_and_breached_after_the_next_opening()
    {
        var friday = Instant.FromUtc(2026, 3, 6, 14, 0);
        var story = new SlaStory(Weekdays("08:00", "17:00"), Duration.FromHours(3), null, friday);
        Assert.Equal(Instant.FromUtc(2026, 3, 6, 17, 0), story.Clock(SlaMetrics.FirstReply).DueAt);
        Assert.Equal(Instant.FromUtc(2026, 3, 9, 8, 0), story.Clock(SlaMetrics.FirstReply).BreachAt);
    }

    [Fact]
    public void A_change_of_priority_swaps_the_target_and_keeps_what_was_used()
    {
        var story = new SlaStory(null, Duration.FromHours(8), null);
        story.Later(Duration.FromHours(2)).Do(s => s.Do(new TicketCommand.SetPriority(Priority.Urgent)));
        var clock = story.Clock(SlaMetrics.FirstReply);
        Assert.Equal(Duration.FromHours(4), clock.Target);
        Assert.Equal(TicketStory.Monday + Duration.FromHours(4), clock.DueAt);
    }

    [Fact]
    public void A_ticket_without_a_policy_is_due_in_seven_days()
    {
        var story = new SlaStory(SlaPolicySet.Empty);
        Assert.Equal(TicketStory.Monday + Duration.FromDays(7), story.State.Next?.DueAt);
        Assert.Equal(new SlaPolicyId("internal"), story.State.Next?.Policy);
    }

    [Fact]
    public void Edited_warnings_count_from_the_next_event_on()
    {
        static SlaPolicySet Set(double at) => new(
        [
            new(new("p"), 0, Condition.Always,
                [new(SlaMetrics.FirstReply, new Dictionary<Priority, Duration> { [Priority.Normal] = Duration.FromHours(10) }) { Warnings = [new("soon") { Fraction = at }] }]),
        ]);
        var story = new SlaStory(Set(0.9));
        Assert.Equal(TicketStory.Monday + Duration.FromHours(9), story.State.NextWakeAt);
        story.Policies = Set(0.5);
        story.Later(Duration.FromHours(1)).Do(s => s.Do(new TicketCommand.AddNote(s.NextMessage())));
        Assert.Equal(TicketStory.Monday + Duration.FromHours(5), story.State.NextWakeAt);
    }

    [Fact]
    public void Spam_has_no_clocks_until_it_is_found_to_be_none()
    {
        var story = new SlaStory(null, Duration.FromHours(1), Duration.FromHours(4), isSpam: true);
        Assert.Empty(story.State.Clocks);
        story.Later(Duration.FromHours(2)).Do(s => s.Do(new TicketCommand.Fire(Triggers.NotSpam)));
        Assert.Equal(TicketStory.Monday + Duration.FromHours(3), story.Clock(SlaMetrics.FirstReply).DueAt);
    }

    [Fact]
    public void The_first_policy_that_fits_wins_and_the_choice_explains_itself()
    {
        var never = Condition.Parse("""{"any":[]}""", TicketFields.Catalogue).Require();
        SlaTarget[] promise = [new(SlaMetrics.FirstReply, new Dictionary<Priority, Duration> { [Priority.Normal] = Duration.FromHours(1) })];
        var set = new SlaPolicySet(
        [
            new(new("b"), 2, Condition.Always, promise), new(new("c"), 1, never, promise), new(new("a"), 2, Condition.Always, promise),
        ]);
        var (policy, trace) = set.Choose(new TicketFieldValues(null, new TicketStory().Ticket, null, default, TicketStory.Monday));
        Assert.Equal(new SlaPolicyId("a"), policy.Id);
        Assert.Equal(["fails", "holds"], trace.Steps.Select(s => s.Code));
    }

    internal static Schedule Weekdays(string start, string end) => Schedule.Parse(
        $$"""
        {"zone":"Etc/UTC","weekly":[{{string.Join(',', Enumerable.Range(1, 5).Select(d => $$"""{"day":{{d}},"start":"{{start}}","end":"{{end}}"}"""))}}]}
        """).Require();
}
