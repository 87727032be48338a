using Helpdesk.Core.Conditions;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;
using NodaTime;
using static Helpdesk.Core.Tests.Sla.Examples.Told;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>An answer of an agent to a solved ticket: one act that reopens it and answers.</summary>
public sealed class SlaReopeningReplyTests
{
    // zammad/zammad#3140: a ticket escalated although the agent had answered last. Solved without an answer, then answered.
    [Fact]
    public void The_first_reply_does_not_wait_for_another_answer() => Holds(
        "24/7", "firstReply 1h, nextReply 1h",
        "2026-03-02 10:00 opened; 10:30 status resolved; 11:00 reply + status answered; 2026-03-04 10:00 wake",
        "nothing due; firstReply is 2 met used 0m breaches 0 results 1; nextReply none");

    // The definition of the periodic update: an agent's answer starts it as long as the ticket is not solved, and then it is not.
    [Fact]
    public void The_next_update_is_due() => Holds(
        "24/7", "periodicUpdate 4h",
        "2026-03-02 10:00 opened; 10:30 status resolved; 11:00 reply + status answered",
        "periodicUpdate due 15:00");

    [Fact]
    public void An_answer_that_solves_is_an_answer_first() => Holds(
        "24/7", "firstReply 1h, periodicUpdate 4h",
        "2026-03-02 10:00 opened; 10:30 reply + status resolved",
        "firstReply used 30m met; periodicUpdate cancelled; nothing due");

    // The same by the command, whose events come in the order that the shipped lifecycle gives them.
    [Fact]
    public void The_command_of_a_reply_does_the_same()
    {
        var times = Enum.GetValues<Priority>().ToDictionary(p => p, _ => Duration.FromHours(4));
        var story = new SlaStory(new SlaPolicySet([new(new("p"), 0, Condition.Always, [new(SlaMetrics.FirstReply, times), new(SlaMetrics.PeriodicUpdate, times)])]));
        story.Later(Duration.FromHours(1)).Do(s => s.Do(new TicketCommand.Fire(Triggers.Resolve)));
        story.Later(Duration.FromHours(1)).Do(s => s.AgentReplies());
        Assert.Equal(SlaClockState.Fulfilled, story.Clock(SlaMetrics.FirstReply).State);
        Assert.Equal(story.Story.Now + Duration.FromHours(4), story.Clock(SlaMetrics.PeriodicUpdate).DueAt);
    }
}
