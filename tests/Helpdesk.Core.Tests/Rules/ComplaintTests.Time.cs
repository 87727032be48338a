using Helpdesk.Core.Rules;
using Helpdesk.Core.Tests.Tickets;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Rules;

/// <content>Rules that the clock wakes, and rules that fire twice.</content>
public sealed partial class ComplaintTests
{
    // Time rules missing: chatwoot#6861, #12694, #10455; libredesk#65. TimeRulesEndToEndTests.

    // Time rules wrong: zammad#5655 (once a day), #4484; frappe/helpdesk#1640, #2053 (a job at midnight).
    // Two anchors on one day: TimeRulesEndToEndTests.A_new_message_begins_a_new_episode_on_the_same_day.
    // However late the host looks: TimeRulesEndToEndTests.However_often_the_host_looks_each_rule_fires_once_an_episode_at_its_instant.
    [Fact]
    public void A_time_rule_is_due_at_the_very_instant_to_the_nanosecond()
    {
        var start = TicketStory.Monday + Duration.FromNanoseconds(123_456_789);
        var rules = Read("""{"id":"r","on":["rule.due"],"when":{"field":"ticket.createdAt","op":"olderThan","value":"PT90M"},"then":[]}""");
        var ticket = new TicketStory(start: start).Ticket;
        Assert.Equal(start + Duration.FromMinutes(90), Assert.Single(TimeRules.Ahead(rules, ticket, null, start)).At);
    }

    // The same: freescout#1347, #3762, #4058; erpnext#40292: the first step of an escalation fires, the others never do.
    [Fact]
    public void The_second_and_the_third_step_of_an_escalation_fire_too()
    {
        const string Open = """{"field":"ticket.category","op":"in","value":["new","open"]}""";
        var rules = Read([.. Enumerable.Range(1, 3).Select(i =>
            $$"""
            {"id":"step-{{i}}","on":["rule.due"],
             "when":{"all":[{{Open}},{"field":"ticket.waitingSince","op":"olderThan","value":"PT{{i}}H"}]},
             "then":[{"do":"addTags","tags":["{{i}}"]},{"do":"setPriority","value":"high"}]}
            """)]);
        var ticket = new TicketStory().Ticket;
        var times = new List<Instant>();
        while (TimeRules.Ahead(rules, ticket, null, times.LastOrDefault(TicketStory.Monday)) is [{ } due, ..])
        {
            var recorded = new RecordedEvent(ticket.Version + 1, due.At, Actor.System, "timer", 0, new TicketEvent.RuleDue(due.Rule, due.Episode));
            ticket = RuleRun.Of(rules, Input(ticket, ticket.Evolve(recorded), [recorded], due.At)).Ticket;
            times.Add(due.At);
        }

        Assert.Equal(Enumerable.Range(1, 3).Select(i => TicketStory.Monday + Duration.FromHours(i)), times);
        Assert.Equal(["1", "2", "3"], ticket.Tags);
    }

    // Fired twice: freescout#5079 (max executions = 1, still twice), #4947. After a crash: the keys of RunLaws.Keys_are_unique_and_stay_the_same.
    [Fact]
    public void A_rule_that_may_fire_once_fires_once_though_its_own_act_wakes_it()
    {
        const string Json =
            """
            {"id":"r","maxRuns":1,"on":["ticket.created","tags.changed","rule.fired"],
             "then":[{"do":"addTags","tags":["a"]},{"do":"notify","template":"hello"}]}
            """;
        var story = new TicketStory();
        var first = Run(Json, story: story);
        Assert.Single(first.Effects);
        var recorded = new RecordedEvent(first.Ticket.Version + 1, story.Now, TicketStory.Kim, "c", 0, new TicketEvent.Untagged(["a"]));
        var second = RuleRun.Of(Read(Json), Input(first.Ticket, first.Ticket.Evolve(recorded), [recorded], story.Now));
        Assert.Equal("used-up", Assert.Single(second.Trace.Steps).Code);
        Assert.Empty(second.Effects);
    }

    // The same: chatwoot#8813 (one change, many mails), #4504. All events of one act are one run.
    [Fact]
    public void One_act_that_changes_much_sends_one_mail()
    {
        var story = new TicketStory();
        var before = story.Ticket;
        story.Do(new TicketCommand.AddTags(["a", "b"])).Do(new TicketCommand.SetPriority(Priority.High)).Do(new TicketCommand.Transfer(new DepartmentId("billing")));
        var run = After(
            story, before, """{"id":"r","on":["tags.changed","priority.changed","ticket.transferred","status.changed"],"then":[{"do":"notify","template":"hello"}]}""");
        Assert.Single(run.Effects);
    }
}
