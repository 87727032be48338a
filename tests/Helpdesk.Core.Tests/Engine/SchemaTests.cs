using System.Text.Json;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Tests.Engine;

/// <summary>The JSON Schema and the reader know the same members.</summary>
public sealed class SchemaTests
{
    [Theory]
    [InlineData("", """{"?":1}""", "/?")]
    [InlineData("departments/items", """{"departments":[{"?":1}]}""", "/departments/0/?")]
    [InlineData("mailboxes/items", """{"mailboxes":[{"?":1}]}""", "/mailboxes/0/?")]
    [InlineData("agents/items", """{"agents":[{"?":1}]}""", "/agents/0/?")]
    [InlineData("schedules/additionalProperties", """{"schedules":{"s":{"?":1}}}""", "/schedules/s/?")]
    [InlineData("$defs/holiday", """{"schedules":{"s":{"holidays":[{"?":1}]}}}""", "/schedules/s/holidays/0/?")]
    [InlineData("$defs/holidayWeekday", """{"schedules":{"s":{"holidays":[{"weekday":{"?":1}}]}}}""", "/schedules/s/holidays/0/weekday/?")]
    [InlineData("slaPolicies/items", """{"slaPolicies":[{"?":1}]}""", "/slaPolicies/0/?")]
    [InlineData("slaMetrics/items", """{"slaMetrics":[{"?":1}]}""", "/slaMetrics/0/?")]
    [InlineData("$defs/slaTarget", """{"slaPolicies":[{"nextReply":{"?":1}}]}""", "/slaPolicies/0/nextReply/?")]
    [InlineData("$defs/slaWarning", """{"slaPolicies":[{"nextReply":{"warnings":[{"?":1}]}}]}""", "/slaPolicies/0/nextReply/warnings/0/?")]
    [InlineData("rules/items", """{"rules":[{"?":1}]}""", "/rules/0/?")]
    [InlineData("macros/items", """{"macros":[{"?":1}]}""", "/macros/0/?")]
    [InlineData("budgets", """{"budgets":{"?":1}}""", "/budgets/?")]
    [InlineData("$defs/budgetStep", """{"budgets":{"perRule":[{"?":1}]}}""", "/budgets/perRule/0/?")]
    [InlineData("spam", """{"spam":{"?":1}}""", "/spam/?")]
    [InlineData("templates/additionalProperties", """{"templates":{"t":{"?":1}}}""", "/templates/t/?")]
    [InlineData("types/items", """{"types":[{"?":1}]}""", "/types/0/?")]
    [InlineData("lifecycles/items", """{"lifecycles":[{"?":1}]}""", "/lifecycles/0/?")]
    [InlineData("lifecycles/items/properties/statuses/items", """{"lifecycles":[{"statuses":[{"?":1}]}]}""", "/lifecycles/0/statuses/0/?")]
    [InlineData("lifecycles/items/properties/transitions/items", """{"lifecycles":[{"transitions":[{"?":1}]}]}""", "/lifecycles/0/transitions/0/?")]
    [InlineData("lifecycles/items/properties/timers/items", """{"lifecycles":[{"timers":[{"?":1}]}]}""", "/lifecycles/0/timers/0/?")]
    [InlineData("lifecycles/items/properties/maps/items", """{"lifecycles":[{"maps":[{"?":1}]}]}""", "/lifecycles/0/maps/0/?")]
    [InlineData("fields", """{"fields":{"?":1}}""", "/fields/?")]
    [InlineData("$defs/customField", """{"fields":{"ticket":[{"?":1}]}}""", "/fields/ticket/0/?")]
    [InlineData("ratings", """{"ratings":{"?":1}}""", "/ratings/?")]
    [InlineData("notices", """{"notices":{"?":1}}""", "/notices/?")]
    public void The_schema_names_exactly_the_members_that_are_read(string path, string document, string place)
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.Path("docs", "helpdesk.schema.json")));
        var at = schema.RootElement;
        foreach (var (step, i) in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select((s, i) => (s, i)))
        {
            at = i == 0 && step != "$defs" ? at.GetProperty("properties").GetProperty(step) : at.GetProperty(step);
        }

        Assert.False(at.GetProperty("additionalProperties").GetBoolean());
        var fault = HelpdeskConfiguration.Parse(document).Faults.Single(f => f.Place == place);
        var known = fault.Sentence[(fault.Sentence.IndexOf("Known: ", StringComparison.Ordinal) + 7)..].TrimEnd('.').Split(", ");
        Assert.Equal(at.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal), known);
    }

    [Fact]
    public void The_schema_knows_the_events_that_wake_a_rule()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.Path("docs", "helpdesk.schema.json")));
        var named = schema.RootElement.GetProperty("properties").GetProperty("rules").GetProperty("items").GetProperty("properties")
            .GetProperty("on").GetProperty("items").GetProperty("enum").EnumerateArray().Select(e => e.GetString());
        Assert.Equal(TicketEventKind.All, named);
    }

    // The reader names its actions when it meets one that it does not know.
    [Fact]
    public void The_schema_knows_the_actions_of_rules_and_macros()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.Path("docs", "helpdesk.schema.json")));
        var named = schema.RootElement.GetProperty("$defs").GetProperty("actions").GetProperty("items").GetProperty("oneOf").EnumerateArray()
            .Select(a => a.GetProperty("properties").GetProperty("do").GetProperty("const").GetString());
        var fault = HelpdeskConfiguration.Parse("""{"macros":[{"id":"m","then":[{"do":"?"}]}]}""").Faults.Single(f => f.Place == "/macros/0/then/0/do");
        var known = fault.Sentence[(fault.Sentence.IndexOf("Known: ", StringComparison.Ordinal) + 7)..].TrimEnd('.').Split(", ");
        Assert.Equal(named.Order(StringComparer.Ordinal), known.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_sample_configuration_is_valid() => Assert.Empty(
        HelpdeskConfiguration.Parse(File.ReadAllText(Repository.Path("samples", "01-mail-to-tickets", "helpdesk.json"))).Faults);
}
