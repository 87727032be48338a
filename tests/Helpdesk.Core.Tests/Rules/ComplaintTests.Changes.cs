using Helpdesk.Core.Messages;
using Helpdesk.Core.Tests.Tickets;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Tests.Rules;

/// <content>Changes and states, and what rules see of what rules do.</content>
public sealed partial class ComplaintTests
{
    // Change versus state: zammad#3927 (two things in one selector), #4550, #4153, #386, #3428.
    [Fact]
    public void What_wakes_a_rule_and_what_must_hold_are_two_things()
    {
        const string State =
            """
            {"id":"state","on":["note.added"],"when":{"field":"ticket.priority","op":"eq","value":"high"},
             "then":[{"do":"addTags","tags":["state"]}]}
            """;
        const string Change =
            """
            {"id":"change","on":["note.added","priority.changed"],"when":{"field":"ticket.priority","op":"changedTo","value":"high"},
             "then":[{"do":"addTags","tags":["change"]}]}
            """;
        var story = new TicketStory();
        var before = story.Ticket;
        story.Do(new TicketCommand.SetPriority(Priority.High));
        Assert.Equal(["change"], After(story, before, State, Change).Ticket.Tags);

        // It is high still and did not change: a rule about the state fires, one about the change does not.
        before = story.Ticket;
        story.Do(new TicketCommand.AddNote(story.NextMessage()));
        Assert.Equal(["state"], After(story, before, State, Change).Ticket.Tags);
    }

    // The same: zammad#4399. The library reopened the ticket before the rule looked, and the rule can still ask what it was.
    [Fact]
    public void A_rule_can_ask_for_the_status_before_the_library_reopened_the_ticket()
    {
        var story = new TicketStory().Do(new TicketCommand.Fire(Triggers.Resolve));
        var before = story.Ticket;
        story.CustomerWrites();
        Assert.NotEqual(before.Status, story.Ticket.Status);
        var run = After(
            story,
            before,
            """
            {"id":"again","on":["message.received"],
             "when":{"field":"ticket.category","op":"changedFrom","value":"resolved"},
             "then":[{"do":"addTags","tags":["again"]}]}
            """,
            """
            {"id":"never","on":["message.received"],
             "when":{"field":"ticket.category","op":"eq","value":"resolved"},
             "then":[{"do":"addTags","tags":["never"]}]}
            """);
        Assert.Equal(["again"], run.Ticket.Tags);
    }

    // A change that a rule makes is compared with the value before the event too, not with what the rule before it left.
    [Fact]
    public void A_change_is_one_against_the_value_before_the_event_for_every_rule_of_the_run()
    {
        var run = After(
            new TicketStory().Do(new TicketCommand.AddTags(["x"])),
            new TicketStory().Ticket,
            """{"id":"a","on":["tags.changed"],"then":[{"do":"setPriority","value":"high"}]}""",
            """
            {"id":"b","on":["priority.changed"],
             "when":{"field":"ticket.priority","op":"changedFrom","value":"normal"},
             "then":[{"do":"setPriority","value":"urgent"}]}
            """,
            """
            {"id":"c","on":["priority.changed"],
             "when":{"all":[{"field":"ticket.priority","op":"eq","value":"urgent"},{"field":"ticket.priority","op":"changedFrom","value":"normal"}]},
             "then":[{"do":"addTags","tags":["c"]}]}
            """);
        Assert.Equal((Priority.Urgent, true), (run.Ticket.Priority, run.Ticket.Tags.Contains("c")));
    }

    // Rules see each other's articles: zammad#3071 (the mail that rule A writes makes rule B think that the ticket came by mail), #1543, #2527.
    [Fact]
    public void What_a_rule_writes_is_not_what_came_in()
    {
        var run = Run(
            """
            {"id":"a","order":1,"on":["ticket.created"],
             "then":[{"do":"reply","template":"hello"},{"do":"notify","template":"hello"},{"do":"addNote","template":"memo"}]}
            """,
            """
            {"id":"b","order":2,"on":["reply.sent","note.added","message.received"],
             "when":{"any":[{"field":"ticket.channel","op":"eq","value":"mail"},{"field":"event.channel","op":"eq","value":"mail"}]},
             "then":[{"do":"addTags","tags":["by-mail"]}]}
            """,
            """
            {"id":"c","order":3,"on":["reply.sent"],
             "when":{"all":[{"field":"event.actorKind","op":"eq","value":"customer"},{"field":"event.channel","op":"eq","value":"web"},
                            {"field":"message.text","op":"containsWord","value":"broken"}]},
             "then":[{"do":"addTags","tags":["by-web"]}]}
            """,
            """
            {"id":"d","order":4,"on":["note.added"],
             "when":{"field":"event.kind","op":"hasAny","value":["reply.sent","note.added"]},
             "then":[{"do":"addTags","tags":["taken-in"]}]}
            """,
            story: new TicketStory(channel: "web"),
            input: i => i with
            {
                Message = new InboundMessage { Channel = new ChannelAddress("web"), DuplicateKey = "1", From = TicketStory.Ann, Text = "It is broken." },
            });
        Assert.Equal(["by-web"], run.Ticket.Tags);
    }
}
