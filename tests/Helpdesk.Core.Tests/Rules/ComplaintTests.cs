using Helpdesk.Core.Messages;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Tests.Tickets;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;

namespace Helpdesk.Core.Tests.Rules;

/// <summary>
/// What people complain about in the rules of other help desks, as far as a library can solve it; each complaint with the issues in
/// which it was made. Where a test stands elsewhere already it is named.
/// </summary>
public sealed partial class ComplaintTests
{
    // Mail loops: zammad#1131, #2923, #2527, #4941, #5428, #731; chatwoot#4070, #5131; freescout#1076; osTicket#2946; OTRS PR#1367;
    // discourse PR#26814.
    //   a machine is not answered                  RuleRunTests.A_rule_that_answers_is_silent_towards_machines
    //   one that hides ends by the budget          AutomationEndToEndTests.A_loop_of_mails_with_a_machine_that_hides_ends_by_the_budget_of_the_ticket
    //   a limit for each address                   AutomationEndToEndTests.A_loop_over_new_tickets_ends_by_the_budget_of_the_recipient
    //   rules that set each other off for ever     RunLaws.A_run_ends_and_no_rule_fires_twice
    //   loops through the host                     AutomationEndToEndTests.A_call_of_the_host_leaves_with_its_key_and_a_chain_through_the_host_ends
    [Fact]
    public void A_rule_that_writes_to_colleagues_alone_is_not_silenced_by_a_machine()
    {
        var run = Run(
            """{"id":"tell","on":["ticket.created"],"then":[{"do":"notify","template":"hello","to":["agent:lee"]}]}""",
            """{"id":"both","on":["ticket.created"],"then":[{"do":"notify","template":"hello","to":["agent:lee","@requester"]}]}""",
            """{"id":"outside","on":["ticket.created"],"then":[{"do":"notify","template":"hello","to":["robot@far.example"]}]}""",
            input: i => i with { MayAnswer = false, Kind = MessageKind.AutoReply, RecipientsOf = (_, _) => [Address.Mail("lee@acme.example")] });
        Assert.Single(run.Effects);
        Assert.Equal(
            ["both would-answer-a-machine", "outside would-answer-a-machine", "tell fired"],
            run.Trace.Steps.Select(s => $"{s.Facts[0].Value} {s.Code}"));
    }

    // Rules cannot chain: zammad#2035; freescout#716, #3107, #5243 ("only the top one runs", "works if I swap them").
    // In both directions: RuleRunTests.A_rule_wakes_another_that_stands_above_it.
    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(1, 3, 2)]
    [InlineData(2, 1, 3)]
    [InlineData(2, 3, 1)]
    [InlineData(3, 1, 2)]
    [InlineData(3, 2, 1)]
    public void A_chain_of_rules_works_in_whatever_order_they_stand(int first, int second, int third)
    {
        var run = Run(
            $$"""{"id":"first","order":{{first}},"on":["ticket.created"],"then":[{"do":"transfer","department":"billing"}]}""",
            $$"""{"id":"second","order":{{second}},"on":["ticket.transferred"],"then":[{"do":"setPriority","value":"urgent"}]}""",
            $$"""
            {"id":"third","order":{{third}},"on":["priority.changed"],
             "when":{"field":"ticket.department","op":"eq","value":"billing"},
             "then":[{"do":"addTags","tags":["done"]}]}
            """);
        Assert.Equal(["done"], run.Ticket.Tags);
    }

    // Which rule did this: zammad#4604, #5444, #5407, #4817.
    [Fact]
    public void Everything_that_a_rule_did_bears_its_name()
    {
        var run = Run(
            """
            {"id":"vip","on":["ticket.created"],
             "then":[{"do":"addTags","tags":["vip"]},{"do":"assign","agent":"kim"},{"do":"addNote","template":"memo"}]}
            """,
            """{"id":"urgent","on":["tags.changed"],"then":[{"do":"setPriority","value":"urgent"}]}""");
        Assert.All(run.Events, e => Assert.IsType<Actor.Rule>(e.By));
        Assert.Equal(
            ["urgent priority.changed", "vip note.added", "vip tags.changed", "vip ticket.assigned"],
            run.Events.Select(e => $"{((Actor.Rule)e.By).Id} {TicketEventKind.Of(e.Event)}").Order(StringComparer.Ordinal));
        Assert.Equal(["fired", "fired"], run.Trace.Steps.Select(s => s.Code));
    }

    // Why did it not fire: freescout#2786, #1160, #2738, #4058, #2518, #3440, all "it does not run" without a cause found.
    [Fact]
    public void Why_a_rule_did_not_fire_is_told_with_the_part_that_fails()
    {
        var run = Run(
            """
            {"id":"r","on":["ticket.created"],"then":[],"when":{"all":[
              {"field":"ticket.department","op":"eq","value":"support"},
              {"any":[{"field":"ticket.priority","op":"ge","value":"high"},{"field":"requester.domain","op":"eq","value":"bigcorp.example"}]}]}}
            """);
        var step = Assert.Single(run.Trace.Steps);
        Assert.Equal("not-matched", step.Code);
        var why = Assert.Single(step.Steps);
        Assert.Single(why.Facts, f => f.Name == "needed");
        var any = why.Steps[1];
        Assert.Equal(("holds", "fails"), (why.Steps[0].Code, any.Code));
        Assert.Equal(
            [("ticket.priority", "normal", "high"), ("requester.domain", "customer.example", "bigcorp.example")],
            any.Steps.Select(s => (Fact(s, "field"), Fact(s, "found"), Fact(s, "wanted"))));

        static string Fact(Trace trace, string name) => trace.Facts.Single(f => f.Name == name).Value;
    }

    // The same: nothing is left out. RunLaws.Every_rule_has_one_reason_that_is_true holds it for every set.
    [Theory]
    [InlineData(""" "on":["ticket.created"],"enabled":false,"then":[] """, "disabled")]
    [InlineData(""" "on":["ticket.created"],"validFrom":"2030-01-01T00:00:00Z","then":[] """, "not-valid-now")]
    [InlineData(""" "on":["note.added"],"then":[] """, "wrong-event")]
    [InlineData(""" "on":["ticket.created"],"then":[{"do":"fire","trigger":"reopen"}] """, "rejected")]
    [InlineData(""" "on":["ticket.created"],"then":[{"do":"assign","agent":"@actor"}] """, "rejected")]
    [InlineData(""" "on":["ticket.created"],"then":[{"do":"call","action":"crm"},{"do":"call","action":"crm"}] """, "budget")]
    public void Every_way_of_not_firing_has_a_name(string members, string code) => Assert.Equal(
        code,
        Run($$"""{"id":"r",{{members}}}""", input: i => i with { Budgets = i.Budgets with { PerRule = [new(1, Duration.FromHours(1))] } }).Trace.Steps[0].Code);

    private static RuleSet Read(params string[] rules) => RuleStory.Read(rules);

    private static RuleRunResult Run(
        string one,
        string? two = null,
        string? three = null,
        string? four = null,
        TicketStory? story = null,
        Func<RuleRunInput, RuleRunInput>? input = null)
    {
        story ??= new TicketStory();
        var plain = Input(null, story.Ticket, story.Stream, story.Now);
        return RuleRun.Of(Read([.. new[] { one, two, three, four }.OfType<string>()]), input is null ? plain : input(plain));
    }

    // A run over what happened in a story since a ticket was as it was.
    private static RuleRunResult After(TicketStory story, Ticket before, params string[] rules) => RuleRun.Of(
        Read(rules), Input(before, story.Ticket, [.. story.Stream.Where(e => e.Version > before.Version)], story.Now));

    private static RuleRunInput Input(Ticket? before, Ticket after, IReadOnlyList<RecordedEvent> events, Instant at) => new()
    {
        Before = before,
        Ticket = after,
        Events = events,
        MayAnswer = true,
        ContextOf = (_, by) => new DecisionContext(Lifecycle.Default, TicketPolicy.Default, by, at) { Fields = RuleStory.Fields },
    };
}
