using Helpdesk.Core.Messages;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Tests.Tickets;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Tests.Rules;

public sealed class RuleRunTests
{
    private static readonly RuleReferences References = new(["support", "billing"], ["kim"], ["hello"]);

    [Fact]
    public void A_rule_wakes_another_that_stands_above_it()
    {
        var run = Run(
            """
            [{"id":"b","order":2,"on":["ticket.created"],"then":[{"do":"setPriority","value":"high"}]},
             {"id":"a","order":1,"on":["priority.changed"],"when":{"field":"ticket.priority","op":"changedTo","value":"high"},
              "then":[{"do":"addTags","tags":["hot"]}]}]
            """);
        Assert.Equal(Priority.High, run.Ticket.Priority);
        Assert.Equal(["hot"], run.Ticket.Tags);
        Assert.Equal([new Actor.Rule(new RuleId("b")), new Actor.Rule(new RuleId("a"))], run.Events.Select(e => e.By));
        Assert.All(run.Events, e => Assert.Equal(1, e.CausationDepth));
    }

    [Fact]
    public void Order_is_the_number_and_then_the_id_never_the_place_in_the_file()
    {
        var run = Run(
            """
            [{"id":"z","on":["ticket.created"],"then":[{"do":"addTags","tags":["z"]}]},
             {"id":"B","on":["ticket.created"],"then":[{"do":"addTags","tags":["B"]}]},
             {"id":"a","order":-1,"on":["ticket.created"],"then":[{"do":"addTags","tags":["a"]}]}]
            """);
        Assert.Equal(["a", "B", "z"], run.Events.Select(e => ((TicketEvent.Tagged)e.Event).Tags[0]));
    }

    [Fact]
    public void The_actions_of_a_rule_apply_together_or_not_at_all()
    {
        var run = Run(
            """
            [{"id":"a","on":["ticket.created"],"then":[{"do":"setPriority","value":"high"},{"do":"fire","trigger":"reopen"}]}]
            """);
        Assert.Empty(run.Events);
        Assert.Equal(Priority.Normal, run.Ticket.Priority);
        Assert.Equal("rejected", Assert.Single(run.Trace.Steps).Code);
    }

    [Fact]
    public void A_rule_that_stops_ends_the_run_and_the_trace_says_so()
    {
        var run = Run(
            """
            [{"id":"a","on":["ticket.created"],"stop":"all","then":[{"do":"addTags","tags":["a"]}]},
             {"id":"b","on":["ticket.created"],"then":[{"do":"addTags","tags":["b"]}]}]
            """);
        Assert.Equal(["a"], run.Ticket.Tags);
        Assert.Equal(["fired", "stopped"], run.Trace.Steps.Select(s => s.Code));
    }

    [Fact]
    public void A_rule_that_answers_is_silent_towards_machines()
    {
        const string Json = """[{"id":"a","on":["ticket.created"],"then":[{"do":"notify","template":"hello"},{"do":"addTags","tags":["x"]}]}]""";
        Assert.Equal([(new RuleId("a"), "hello")], Run(Json).Notifications);
        var run = Run(Json, mayAnswer: false);
        Assert.Empty(run.Notifications);
        Assert.Empty(run.Events);
        Assert.Equal("would-answer-a-machine", Assert.Single(run.Trace.Steps).Code);
    }

    [Fact]
    public void A_disabled_rule_and_one_that_no_event_woke_say_nothing()
    {
        var run = Run(
            """
            [{"id":"a","enabled":false,"on":["ticket.created"],"then":[]},{"id":"b","on":["note.added"],"then":[]},
             {"id":"c","on":["ticket.created"],"when":{"field":"ticket.priority","op":"eq","value":"urgent"},"then":[]}]
            """);
        var step = Assert.Single(run.Trace.Steps);
        Assert.Equal("not-matched", step.Code);
        Assert.Equal("fails", Assert.Single(step.Steps).Code);
    }

    [Fact]
    public void Every_fault_of_a_rule_set_is_named_with_its_place()
    {
        var parsed = RuleSet.Parse(
            """
            [{"id":"a","on":["ticket.born"],"then":[{"do":"fly"},{"do":"transfer","department":"moon"},{"do":"fire","trigger":"postpone"}]},
             {"id":"b","on":[],"then":[{"do":"notify","template":"bye"},{"do":"postponeFor","duration":"P1M"}],"extra":1},
             {"id":"c","on":["ticket.created"],"then":[]},{"id":"c","on":["ticket.created"],"then":[]}]
            """,
            TicketFields.Catalogue,
            References);
        Assert.Equal(
            [
                ("/0/on/0", "unknown-event"), ("/0/on", "empty"), ("/0/then/0/do", "unknown-action"),
                ("/0/then/1/department", "unknown-department"), ("/0/then/2/trigger", "unknown-trigger"), ("/1/on", "empty"),
                ("/1/then/0/template", "unknown-template"), ("/1/then/1/duration", "bad-duration"), ("/1/extra", "unknown-member"),
                ("/3", "duplicate"),
            ],
            parsed.Faults.Select(f => (f.Place, f.Code)));
    }

    internal static RuleRunResult Run(string json, bool mayAnswer = true, TicketStory? story = null)
    {
        story ??= new TicketStory();
        return RuleRun.Of(RuleSet.Parse(json, TicketFields.Catalogue, References).Require(), new RuleRunInput
        {
            Before = null,
            Ticket = story.Ticket,
            Events = story.Stream,
            Kind = MessageKind.Human,
            MayAnswer = mayAnswer,
            ContextOf = (_, by) => new DecisionContext(Lifecycle.Default, TicketPolicy.Default, by, story.Now),
        });
    }
}
