using Helpdesk.Core.Conditions;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Tests.Tickets;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Tests.Rules;

/// <content>Order, coverage and grouping.</content>
public sealed partial class ComplaintTests
{
    // Order and housekeeping: zammad-admin-documentation#75 (is it alphabetical, does the first match end it?), zammad#4676;
    // chatwoot#13318; F-RevoCRM#156. The order: RuleRunTests.Order_is_the_number_and_then_the_id_never_the_place_in_the_file.
    // Categories: RuleRunTests.A_rule_that_stops_its_category_lets_the_others_go_on.
    [Fact]
    public void The_name_of_a_rule_means_nothing()
    {
        Assert.Equal(Order("Aardvark", "Zebra"), Order("Zebra", "Aardvark"));
        Assert.Equal(["one", "two"], Order("b", "a"));

        static IEnumerable<string> Order(string one, string two) => Run(
            $$"""{"id":"one","name":"{{one}}","on":["ticket.created"],"then":[{"do":"addTags","tags":["one"]}]}""",
            $$"""{"id":"two","name":"{{two}}","on":["ticket.created"],"then":[{"do":"addTags","tags":["two"]}]}""")
            .Events.Select(e => ((TicketEvent.Tagged)e.Event).Tags[0]);
    }

    // Coverage: chatwoot#5886, #11379, #12478, #9970; zammad#5661.
    [Fact]
    public void Tags_agents_and_fields_of_the_host_are_conditions_and_actions()
    {
        var run = Run(
            """
            {"id":"a","on":["ticket.created"],
             "when":{"all":[{"not":{"field":"ticket.tags","op":"isSet"}},{"field":"ticket.assignee","op":"eq","value":"@none"},
                            {"not":{"field":"field.count","op":"isSet"}}]},
             "then":[{"do":"addTags","tags":["x"]},{"do":"assign","agent":"kim"},{"do":"increment","field":"count","by":2},
                     {"do":"setField","field":"memo","value":"gold"}]}
            """,
            """
            {"id":"b","on":["fields.changed"],
             "when":{"all":[{"field":"ticket.tags","op":"hasAny","value":["x"]},{"field":"ticket.assignee","op":"eq","value":"kim"},
                            {"field":"field.count","op":"eq","value":2},{"field":"field.memo","op":"changedTo","value":"gold"}]},
             "then":[{"do":"setTags","tags":["y"]},{"do":"unassign"},{"do":"clearField","field":"memo"}]}
            """);
        Assert.Equal(["y"], run.Ticket.Tags);
        Assert.Null(run.Ticket.Assignee);
        Assert.Equal([("count", new FieldValue.Number(2))], run.Ticket.Fields.Select(f => (f.Key, (FieldValue.Number)f.Value)));
    }

    // Grouping: a paid tier, a warning about OR, no brackets at all elsewhere.
    [Theory]
    [InlineData(Priority.High, true, true)]
    [InlineData(Priority.High, false, false)]
    [InlineData(Priority.Normal, true, false)]
    [InlineData(Priority.Urgent, false, true)]
    public void Groups_nest_and_hold_as_they_are_written(Priority priority, bool isTagged, bool fires)
    {
        // (high and tagged) or (urgent and none of (tagged, in billing))
        var story = new TicketStory().Do(new TicketCommand.SetPriority(Priority.Low)).Do(new TicketCommand.SetPriority(priority));
        if (isTagged)
        {
            story.Do(new TicketCommand.AddTags(["x"]));
        }

        const string Tagged = """{"field":"ticket.tags","op":"hasAny","value":["x"]}""";
        var run = Run(
            $$"""
            {"id":"r","on":["ticket.created"],"then":[],"when":{"any":[
              {"all":[{"field":"ticket.priority","op":"eq","value":"high"},{{Tagged}}]},
              {"all":[{"field":"ticket.priority","op":"eq","value":"urgent"},
                      {"none":[{{Tagged}},{"field":"ticket.department","op":"eq","value":"billing"}]}]}]}
            }
            """,
            story: story);
        Assert.Equal(fires ? "fired" : "not-matched", run.Trace.Steps[0].Code);
    }

    // The same: two groups side by side have no order of precedence that anybody could know; none of them is dropped silently.
    [Theory]
    [InlineData("all", "any")]
    [InlineData("any", "none")]
    [InlineData("all", "not")]
    public void Two_groups_side_by_side_are_refused(string first, string second)
    {
        const string Part = """{"field":"ticket.priority","op":"eq","value":"high"}""";
        var other = second == "not" ? Part : $"[{Part}]";
        var fault = Assert.Single(RuleSet.Parse(
            $$"""[{"id":"r","on":["ticket.created"],"then":[],"when":{"{{first}}":[{{Part}}],"{{second}}":{{other}} } }]""",
            RuleStory.Fields.Catalogue,
            RuleStory.References).Faults);
        Assert.Equal(("unknown-member", $"/0/when/{second}"), (fault.Code, fault.Place));
    }
}
