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
        Assert.Equal(["hello"], Run(Json).Effects.Select(e => ((RuleEffect.Notice)e).Template));
        var run = Run(Json, mayAnswer: false);
        Assert.Empty(run.Effects);
        Assert.Empty(run.Events);
        Assert.Equal("would-answer-a-machine", Assert.Single(run.Trace.Steps).Code);
    }

    // Research §5, 31: every rule has exactly one reason.
    [Fact]
    public void Every_rule_of_the_set_has_one_reason()
    {
        var run = Run(
            """
            [{"id":"a","enabled":false,"on":["ticket.created"],"then":[]},{"id":"b","on":["note.added"],"then":[]},
             {"id":"c","on":["ticket.created"],"when":{"field":"ticket.priority","op":"eq","value":"urgent"},"then":[]},
             {"id":"d","validUntil":"2020-01-01T00:00:00Z","on":["ticket.created"],"then":[]},
             {"id":"e","on":["ticket.created"],"then":[]},
             {"id":"f","on":["rule.due"],"when":{"field":"ticket.createdAt","op":"olderThan","value":"PT1H"},"then":[]}]
            """);
        Assert.Equal(
            ["not-matched c", "fired e", "disabled a", "not-valid-now d", "wrong-event b f"],
            run.Trace.Steps.Select(s => $"{s.Code} {s.Facts[0].Value}"));
    }

    [Fact]
    public void A_rule_that_stops_its_category_lets_the_others_go_on()
    {
        var run = Run(
            """
            [{"id":"a","category":"x","on":["ticket.created"],"stop":"category","then":[{"do":"addTags","tags":["a"]}]},
             {"id":"b","category":"x","on":["ticket.created"],"then":[{"do":"addTags","tags":["b"]}]},
             {"id":"c","category":"y","on":["ticket.created"],"then":[{"do":"addTags","tags":["c"]}]}]
            """);
        Assert.Equal(["a", "c"], run.Ticket.Tags);
        Assert.Equal(["fired", "stopped", "fired"], run.Trace.Steps.Select(s => s.Code));
    }

    [Fact]
    public void A_rule_fires_on_one_ticket_as_often_as_it_may()
    {
        const string Json = """[{"id":"a","maxRuns":2,"on":["ticket.created","tags.changed"],"then":[{"do":"setPriority","value":"high"}]}]""";
        var ticket = new TicketStory().Ticket;
        var codes = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var recorded = new RecordedEvent(ticket.Version + 1, TicketStory.Monday, Actor.System, $"c{i}", 0, new TicketEvent.Tagged([$"t{i}"]));
            var run = RuleRun.Of(RuleSet.Parse(Json, TicketFields.Catalogue, References).Require(), new RuleRunInput
            {
                Before = ticket,
                Ticket = ticket.Evolve(recorded),
                Events = [recorded],
                MayAnswer = true,
                ContextOf = (_, by) => new DecisionContext(Lifecycle.Default, TicketPolicy.Default, by, TicketStory.Monday),
            });
            codes.Add(run.Trace.Steps[0].Code);
            ticket = run.Ticket;
        }

        Assert.Equal(["fired", "fired", "used-up"], codes);
    }

    // What imports need: one pass, in which a rule does not wake one above it.
    [Fact]
    public void In_sequence_later_rules_see_earlier_changes_and_earlier_ones_do_not()
    {
        const string Json =
            """
            [{"id":"a","on":["priority.changed"],"then":[{"do":"addTags","tags":["above"]}]},
             {"id":"b","on":["ticket.created"],"then":[{"do":"setPriority","value":"high"}]},
             {"id":"c","on":["priority.changed"],"then":[{"do":"addTags","tags":["below"]}]}]
            """;
        Assert.Equal(["above", "below"], Run(Json).Ticket.Tags);
        Assert.Equal(["below"], Run(Json, mode: RuleMode.Sequential).Ticket.Tags);
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

    // A timer that was set for an older form of the rule.
    [Fact]
    public void A_rule_that_listens_to_the_clock_no_more_is_not_woken_by_it()
    {
        var ticket = new TicketStory().Ticket;
        var due = new RecordedEvent(ticket.Version + 1, TicketStory.Monday, Actor.System, "c", 0, new TicketEvent.RuleDue(new RuleId("a"), "e"));
        var run = RuleRun.Of(Read("""[{"id":"a","on":["note.added"],"then":[{"do":"addTags","tags":["a"]}]}]"""), new RuleRunInput
        {
            Before = ticket,
            Ticket = ticket.Evolve(due),
            Events = [due],
            MayAnswer = true,
            ContextOf = (_, by) => new DecisionContext(Lifecycle.Default, TicketPolicy.Default, by, TicketStory.Monday),
        });
        Assert.Empty(run.Events);
        Assert.Equal("wrong-event", Assert.Single(run.Trace.Steps).Code);
    }

    internal static RuleSet Read(string json) => RuleSet.Parse(json, TicketFields.Catalogue, References).Require();

    internal static RuleRunResult Run(string json, bool mayAnswer = true, TicketStory? story = null, RuleMode mode = RuleMode.Cycle)
    {
        story ??= new TicketStory();
        return RuleRun.Of(Read(json).In(mode), new RuleRunInput
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
