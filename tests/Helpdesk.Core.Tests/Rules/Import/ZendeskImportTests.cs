using System.Text.Json.Nodes;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Rules.Import;
using Helpdesk.Core.Tests.Conditions;

namespace Helpdesk.Core.Tests.Rules.Import;

public sealed class ZendeskImportTests
{
    [Fact]
    public void Triggers_come_in_the_order_of_their_categories_and_automations_after_them()
    {
        var rules = Rules("""
            {"trigger_categories":[{"id":"7","name":"Later","position":2},{"id":"8","name":"Sooner","position":1}],
             "triggers":[{"id":1,"position":1,"category_id":"7"},{"id":2,"position":2,"category_id":"8"},{"id":3,"position":1,"category_id":"8"},{"id":4}],
             "automations":[{"id":5,"conditions":{"all":[{"field":"NEW","operator":"greater_than","value":"4"}]}}]}
            """);
        Assert.Equal(
            ["zendesk-trigger-3 10 Sooner", "zendesk-trigger-2 20 Sooner", "zendesk-trigger-1 30 Later", "zendesk-trigger-4 40 ", "zendesk-automation-5 50 "],
            rules.Select(r => $"{r!["id"]} {r["order"]} {r["category"]}"));
    }

    [Fact]
    public void A_row_that_cannot_be_expressed_switches_its_rule_off_and_has_a_gap()
    {
        var result = Import("""{"triggers":[{"id":1,"conditions":{"all":[{"field":"status","value":"open"},{"field":"brand_id","operator":"is","value":"5"}]}}]}""");
        Assert.False(JsonNode.Parse(result.Rules)![0]!["enabled"]!.GetValue<bool>());
        var gap = Assert.Single(result.Gaps);
        Assert.Equal(("/triggers/0/conditions/all/1", "unknown-field", ZendeskGapOutcome.Disabled), (gap.Place, gap.Code, gap.Outcome));
    }

    [Theory]
    [InlineData("""{"field":"status","operator":"within","value":"open"}""", "unknown-operator")]
    [InlineData("""{"field":"status","operator":"is","value":"odd"}""", "unknown-value")]
    [InlineData("""{"field":"group_id","operator":"is","value":"99"}""", "unmapped-id")]
    [InlineData("""{"field":"custom_fields_99","operator":"is","value":"x"}""", "unmapped-id")]
    [InlineData("""{"field":"custom_fields_4","operator":"is","value":"black"}""", "unknown-value")]
    [InlineData("""{"field":"update_type","value":"Gone"}""", "unknown-value")]
    [InlineData("""{"field":"current_tags","operator":"includes","value":{"odd":1}}""", "unknown-value")]
    [InlineData("""{"field":"NEW","operator":"is","value":"4"}""", "unknown-field")]
    public void Every_row_without_a_counterpart_says_why(string row, string code)
    {
        var result = Import($$$"""{"triggers":[{"id":1,"conditions":{"all":[{{{row}}}],"any":[]}}]}""");
        Assert.Equal(code, Assert.Single(result.Gaps).Code);
    }

    [Fact]
    public void Each_row_without_a_counterpart_is_told_for_itself()
    {
        var result = Import("""{"triggers":[{"id":1,"conditions":{"any":[{"field":"brand_id","value":"5"},{"field":"role","value":"odd"}]}}]}""");
        Assert.Equal(["/triggers/0/conditions/any/0", "/triggers/0/conditions/any/1"], result.Gaps.Select(g => g.Place));
        Assert.Contains("\"any\": []", result.Rules, StringComparison.Ordinal); // of rows that are gone none holds
    }

    [Theory]
    [InlineData("changed", "")]
    [InlineData("value", "hold")]
    [InlineData("value_previous", "hold")]
    public void A_move_between_two_categories_of_one_status_is_no_change(string op, string value)
    {
        var result = Import($$$"""{"triggers":[{"id":1,"conditions":{"all":[{"field":"status","operator":"{{{op}}}","value":"{{{value}}}"}]}}]}""");
        var when = ZendeskAccount.With(result, []).Require().Rules.Rules[0].When;
        Assert.False(when.Evaluate(FixedValues.With("ticket.category", new FieldValue.Text("onHold"), new FieldValue.Text("postponed"))));
    }

    [Fact]
    public void Business_hours_need_a_schedule()
    {
        const string Json = """{"automations":[{"id":1,"conditions":{"all":[{"field":"PENDING","operator":"greater_than_business_hours","value":"8"}]}}]}""";
        Assert.Contains("\"hours\": \"office\"", Import(Json).Rules, StringComparison.Ordinal);
        var without = ZendeskImport.Parse(Json, ZendeskAccount.Names with { Schedule = null }).Require();
        Assert.Equal(["inexact", "no-schedule", "no-time"], without.Gaps.Select(g => g.Code));
    }

    [Fact]
    public void Actions_become_actions_with_messages_first_and_the_status_last()
    {
        var result = Import("""
            {"macros":[{"id":9,"title":"Done","actions":[{"field":"status","value":"solved"},{"field":"priority","value":"low"},{"field":"set_tags","value":""},
              {"field":"current_tags","value":"a b"},{"field":"remove_tags","value":"c"},{"field":"group_id","value":11},{"field":"assignee_id","value":"current_user"},
              {"field":"custom_fields_3","value":"true"},{"field":"custom_fields_2","value":null},{"field":"custom_fields_5","value":["lid","key"]},{"field":"type","value":"incident"},
              {"field":"follower","value":"22"},{"field":"comment_value","value":["channel:all","About {{ticket.id}}"]},{"field":"comment_mode_is_public","value":false}]}]}
            """);
        Assert.True(ZendeskAccount.With(result, []).IsValid);
        Assert.Equal(
            [
                """{"do":"addNote","template":"zendesk-macro-9-1"}""",
                """{"do":"setPriority","value":"low"}""",
                """{"do":"setTags","tags":[]}""",
                """{"do":"addTags","tags":["a","b"]}""",
                """{"do":"removeTags","tags":["c"]}""",
                """{"do":"transfer","department":"support"}""",
                """{"do":"assign","agent":"@actor"}""",
                """{"do":"setField","field":"paid","value":true}""",
                """{"do":"clearField","field":"pieces"}""",
                """{"do":"setField","field":"parts","value":["lid","key"]}""",
                """{"do":"setType","type":"outage"}""",
                """{"do":"follow","agent":"agent-2"}""",
                """{"do":"setStatus","status":"resolved"}""",
            ],
            JsonNode.Parse(result.Macros)![0]!["then"]!.AsArray().Select(a => a!.ToJsonString()));
        Assert.Equal("About {{ticket.reference}}", JsonNode.Parse(result.Templates)!["zendesk-macro-9-1"]!["text"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("requester_id", "@requester")]
    [InlineData("assignee_id", "@assignee")]
    [InlineData("21", "agent:agent-1")]
    public void A_mail_goes_to_whom_it_went(string recipient, string to)
    {
        var result = Import($$$"""{"triggers":[{"id":1,"actions":[{"field":"notification_user","value":["{{{recipient}}}","Re {{ticket.title}}","Dear {{ticket.requester.name}}"]}]}]}""");
        Assert.Empty(result.Gaps);
        Assert.Equal(to, JsonNode.Parse(result.Rules)![0]!["then"]![0]!["to"]![0]!.GetValue<string>());
        Assert.True(ZendeskAccount.With(result, []).IsValid);
    }

    [Fact]
    public void A_placeholder_without_a_counterpart_stays_readable_and_keeps_the_rule_off()
    {
        var result = Import("""{"triggers":[{"id":1,"actions":[{"field":"notification_user","value":["requester_id","S","See {{ticket.link}}"]}]}]}""");
        Assert.Equal("unknown-placeholder", Assert.Single(result.Gaps).Code);
        Assert.Contains("See [ticket.link]", result.Templates, StringComparison.Ordinal);
        Assert.Contains("\"enabled\": false", result.Rules, StringComparison.Ordinal);
    }

    [Fact]
    public void A_webhook_is_a_call_that_waits_for_the_host()
    {
        var result = Import("""{"triggers":[{"id":1,"actions":[{"field":"notification_webhook","value":["77","{\"a\":1}"]}]}]}""");
        Assert.Equal("needs-host-action", Assert.Single(result.Gaps).Code);
        Assert.False(ZendeskAccount.With(result, []).IsValid);
        Assert.True(ZendeskAccount.With(result, ["zendesk-webhook-77"]).IsValid);
    }

    [Fact]
    public void A_macro_or_view_that_lost_something_is_left_out_with_its_messages()
    {
        var result = Import("""
            {"macros":[{"id":1,"actions":[{"field":"comment_value","value":"Hello"},{"field":"brand_id","value":"5"}]},{"id":2,"active":false}],
             "views":[{"id":3,"conditions":{"all":[{"field":"assignee_id","operator":"is","value":"current_user"}]}}]}
            """);
        Assert.Equal(("[]", "[]", "{}"), (result.Macros, result.Views, result.Templates));
        Assert.Equal(["unknown-action", "inactive", "unknown-value"], result.Gaps.Where(g => g.Outcome == ZendeskGapOutcome.LeftOut).Select(g => g.Code));
    }

    [Fact]
    public void Markup_becomes_lines()
    {
        var result = Import("""{"macros":[{"id":1,"actions":[{"field":"comment_value_html","value":"<p>Hello &amp; welcome</p><p>1 &lt; 2<br/>bye</p>"}]}]}""");
        Assert.Equal("Hello & welcome\n1 < 2\nbye", JsonNode.Parse(result.Templates)!["zendesk-macro-1-1"]!["text"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("[]", "")]
    [InlineData("""{"tickets":[]}""", "")]
    [InlineData("""{"triggers":[{"title":"x"}]}""", "/triggers/0")]
    [InlineData("""{"triggers":[{"id":1},{"id":"1"}]}""", "/triggers/1")]
    [InlineData("""{"macros":[{"id":1,"actions":[{"value":"x"}]}]}""", "/macros/0/actions/0")]
    [InlineData("""{"views":[{"id":1,"conditions":{"all":{}}}]}""", "/views/0/conditions/all")]
    [InlineData("""{"triggers":[{"id":1,"conditions":{"all":[{"field":"reopens","value":1e300}]}}]}""", "/triggers/0/conditions/all/0/value")]
    public void What_is_no_such_document_is_a_fault_with_its_place(string json, string place) =>
        Assert.Equal(place, Assert.Single(ZendeskImport.Parse(json, ZendeskAccount.Names).Faults).Place);

    [Fact]
    public void A_rule_with_more_rows_than_a_condition_has_parts_is_off_and_says_so()
    {
        var rows = string.Join(',', Enumerable.Repeat("""{"field":"status","operator":"changed"}""", 1_000));
        var result = Import($$$"""{"triggers":[{"id":1,"conditions":{"all":[{{{rows}}}]}}]}""");
        Assert.Equal("too-large", Assert.Single(result.Gaps).Code);
        Assert.True(ZendeskAccount.With(result, []).IsValid);
    }

    private static ZendeskImportResult Import(string json) => ZendeskImport.Parse(json, ZendeskAccount.Names).Require();

    private static JsonArray Rules(string json)
    {
        var result = Import(json);
        Assert.True(ZendeskAccount.With(result, []).IsValid);
        return JsonNode.Parse(result.Rules)!.AsArray();
    }
}
