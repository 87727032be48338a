using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Rules.Import;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Tests.Rules.Import;

public sealed class ZendeskImportProperties
{
    private static readonly string[] Fields =
    [
        "status", "type", "priority", "group_id", "assignee_id", "requester_id", "organization_id", "current_tags", "via_id", "current_via_id",
        "update_type", "role", "comment_is_public", "comment_includes_word", "subject_includes_word", "description_includes_word", "custom_fields_1",
        "custom_fields_2", "custom_fields_3", "ticket_fields_4", "custom_fields_5", "custom_fields_6", "custom_fields_99", "satisfaction_score", "locale_id",
        "in_business_hours", "reopens", "replies", "agent_stations", "NEW", "OPEN", "CLOSED", "assigned_at", "requester_updated_at", "assignee_updated_at",
        "until_due_date", "sla_next_breach_at", "until_sla_next_breach_at", "set_tags", "remove_tags", "notification_user", "notification_group",
        "notification_target", "notification_webhook", "comment_value", "comment_value_html", "comment_mode_is_public", "cc", "follower", "side_conversation", "",
    ];

    private static readonly string[] Operators =
    [
        "is", "is_not", "less_than", "greater_than", "includes", "not_includes", "includes_string", "changed", "not_changed", "value", "value_previous",
        "not_value", "not_value_previous", "present", "not_present", "within_previous_n_days", "is_business_hours", "less_than_business_hours",
        "greater_than_business_hours", "less_than_equal", "nonsense", "",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "1", "11", "21", "4", "1.5", "-3", "360017421099", "1e3", "[]", "{}", "[[1]]", "[\"vip\",\"late\"]", "[11, null]", "\"\"", "\" \"",
        "\"open\"", "\"solved\"", "\"high\"", "\"incident\"", "\"11\"", "\"21\"", "\"31\"", "\"current_user\"", "\"vip late\"", "\"true\"", "\"red\"", "\"lid key\"",
        "\"2026-03-02\"", "\"2\"", "\"24\"", "\"Create\"", "\"Change\"", "\"end_user\"", "\"@none\"", "\"\\u00e4\\u2028\"",
        "[\"requester_id\",\"About {{ticket.id}}\",\"Dear {{ ticket.requester.name }}\"]", "[\"21\",\"S\",\"{{{ticket.id}} {{ {{ \"]", "[\"group_id\",\" \",\"T\"]",
        "[\"77\",\"{\\\"a\\\":1}\"]", "[77,[[\"a\",\"b\"]]]", "\"<p>Hello {{ticket.link}}</p><br/>you\"", "[\"channel:all\",\"Hello\"]", "{\"a\":[1]}",
    ];

    private static readonly Gen<string> AnyRow =
        from field in Gen.Elements(Fields)
        from op in Gen.Elements(Operators)
        from value in Gen.Elements(Values)
        from without in Gen.Choose(0, 5)
        select $$"""{"field":"{{field}}"{{(without == 0 ? "" : $",\"operator\":\"{op}\"")}},"value":{{value}},"more":1}""";

    private static readonly Gen<string> AnyDocument =
        from triggers in Items()
        from automations in Items()
        from macros in Items()
        from views in Items()
        select $$"""{"triggers":[{{triggers}}],"automations":[{{automations}}],"macros":[{{macros}}],"views":[{{views}}],"count":1}""";

    // Law 37: an imported rule and the meaning of Zendesk's rows agree, and nothing of the expressible part switches a rule off.
    [Fact]
    public void A_trigger_fires_exactly_when_Zendesks_would() => Properties.Holds(Prop.ForAll(
        (from all in Lists(ZendeskGenerators.OfTriggers)
         from comments in Gen.Frequency((3, Gen.Constant<Row[]>([])), (1, ZendeskGenerators.OfComments))
         from any in Lists(ZendeskGenerators.OfTriggers)
         from ticket in ZendeskGenerators.Tickets
         select (All: (Row[])[.. all, .. comments], Any: any, Ticket: ticket)).ToArbitrary(), x =>
    {
        var rule = Imported("triggers", x.All, x.Any);
        var values = x.Ticket.Values();
        var fires = rule.On.Intersect(x.Ticket.Kinds).Any() && rule.When.Evaluate(values);
        var isClosed = x.Ticket["status"] == "closed" && x.Ticket.Before.GetValueOrDefault("status") == "closed";
        return rule.IsEnabled && fires == (!isClosed && ZendeskReference.Holds(x.All, x.Any, x.Ticket));
    }), 3_000);

    // Law 37 for what the clock wakes.
    [Fact]
    public void An_automation_holds_exactly_when_Zendesks_does() => Properties.Holds(Prop.ForAll(
        (from all in Lists(ZendeskGenerators.OfLists)
         from hours in ZendeskGenerators.Hours
         from any in Lists(ZendeskGenerators.OfLists)
         from ticket in ZendeskGenerators.Tickets
         select (All: (Row[])[.. all, hours], Any: any, Ticket: ticket)).ToArbitrary(), x =>
    {
        var rule = Imported("automations", x.All, x.Any);
        var holds = x.Ticket["status"] != "closed" && ZendeskReference.Holds(x.All, x.Any, x.Ticket);
        return rule.IsEnabled && rule.When.Evaluate(x.Ticket.Values()) == holds;
    }), 3_000);

    // Law 37 for lists of tickets.
    [Fact]
    public void A_view_shows_exactly_what_Zendesks_does() => Properties.Holds(Prop.ForAll(
        (from all in Lists(ZendeskGenerators.OfLists)
         from any in Lists(ZendeskGenerators.OfLists)
         from ticket in ZendeskGenerators.Tickets
         select (All: all, Any: any, Ticket: ticket)).ToArbitrary(), x =>
    {
        var result = ZendeskImport.Parse(Document("views", x.All, x.Any), ZendeskAccount.Names).Require();
        var when = Condition.Parse(JsonNode.Parse(result.Views)![0]!["when"]!.ToJsonString(), ZendeskAccount.Catalogue).Require();
        return when.Evaluate(x.Ticket.Values()) == ZendeskReference.Holds(x.All, x.Any, x.Ticket);
    }), 2_000);

    // Law: whatever stands in a document of the shape, what comes out is a configuration; what is switched off or left out has its gap.
    [Fact]
    public void What_comes_out_is_always_a_configuration() => Properties.Holds(Prop.ForAll(AnyDocument.ToArbitrary(), json =>
    {
        var result = ZendeskImport.Parse(json, ZendeskAccount.Names).Require();
        var calls = JsonNode.Parse(result.Rules)!.AsArray().SelectMany(r => r!["then"]!.AsArray()).Select(a => a!["action"]?.GetValue<string>()).OfType<string>();
        var configuration = ZendeskAccount.With(result, calls.Distinct()).Require();
        var source = JsonNode.Parse(json)!;
        var blocked = result.Gaps.Where(g => g.Outcome != ZendeskGapOutcome.Approximated).Select(g => string.Join('/', g.Place.Split('/').Take(3))).ToHashSet();
        return configuration.Rules.Rules.All(r => r.IsEnabled != blocked.Contains(PlaceOf(source, r.Id.Value)))
            && JsonNode.Parse(result.Views)!.AsArray().All(v => Condition.Parse(v!["when"]!.ToJsonString(), ZendeskAccount.Catalogue).IsValid)
            && configuration.Rules.Rules.Count == source["triggers"]!.AsArray().Count + source["automations"]!.AsArray().Count
            && source["macros"]!.AsArray().All(m => blocked.Contains(Pointer("macros", source, m!)) != Has(result.Macros, $"zendesk-macro-{m!["id"]}"))
            && source["views"]!.AsArray().All(v => blocked.Contains(Pointer("views", source, v!)) != Has(result.Views, $"zendesk-view-{v!["id"]}"))
            && result.Gaps.All(g => g.Sentence.Length is > 10 and < 400 && g.Code.Length > 0);
    }), 1_500);

    // Law: bytes that are no such document give faults and no exception.
    [Fact]
    public void Anything_at_all_is_a_result_or_faults() => Properties.Holds(Prop.ForAll(
        (from document in AnyDocument
         from cut in Gen.Choose(0, document.Length)
         from at in Gen.Choose(0, Math.Max(0, cut - 1))
         from odd in Gen.Elements('"', '{', ']', '\0', '\ud800', '9', 'n', ':')
         from how in Gen.Choose(0, 2)
         select how switch { 0 => document[..cut], 1 => document[..at] + odd + document[at..], _ => Encoding.Latin1.GetString([.. document.Select((c, i) => (byte)(c + (i % (at + 2))))]) }).ToArbitrary(), json =>
    {
        var parsed = ZendeskImport.Parse(json, ZendeskAccount.Names);
        return parsed.IsValid == (parsed.Value is not null) && (parsed.IsValid || parsed.Faults.All(f => f.Sentence.Length > 0));
    }), 1_000);

    private static Gen<Row[]> Lists(Gen<Row> rows) =>
        from count in Gen.Choose(0, 3)
        from list in rows.ArrayOf(count)
        select list;

    private static Gen<string> Items() =>
        from count in Gen.Choose(0, 3)
        from items in Item().ArrayOf(count)
        select string.Join(',', items.Select((item, i) => item.Replace("ID", $"{i + 1}", StringComparison.Ordinal)));

    private static Gen<string> Item() =>
        from all in AnyRow.ArrayOf(2)
        from any in AnyRow.ArrayOf(2)
        from counts in Gen.Choose(0, 2).Two()
        from actions in AnyRow.ArrayOf(2)
        from title in Gen.Elements("\"A title\"", "\"\"", "null")
        select $$"""
            {"id":ID,"title":{{title}},"active":true,"position":{{counts.Item1}},"category_id":{{(counts.Item2 == 0 ? "null" : $"\"{counts.Item2}\"")}},
             "conditions":{"all":[{{string.Join(',', all.Take(counts.Item1))}}],"any":[{{string.Join(',', any.Take(counts.Item2))}}]},"actions":[{{string.Join(',', actions)}}]}
            """;

    private static Rule Imported(string list, Row[] all, Row[] any)
    {
        var result = ZendeskImport.Parse(Document(list, all, any), ZendeskAccount.Names).Require();
        return ZendeskAccount.With(result, []).Require().Rules.Rules[0];
    }

    private static string Document(string list, Row[] all, Row[] any)
    {
        JsonArray Rows(Row[] rows) => [.. rows.Select(r => new JsonObject { ["field"] = r.Field, ["operator"] = r.Operator, ["value"] = r.Value })];
        var conditions = new JsonObject { ["all"] = Rows(all) };
        if (any.Length > 0)
        {
            conditions["any"] = Rows(any);
        }

        return new JsonObject { [list] = new JsonArray(new JsonObject { ["id"] = 1, ["conditions"] = conditions, ["actions"] = new JsonArray() }) }.ToJsonString();
    }

    private static string PlaceOf(JsonNode source, string rule)
    {
        var list = rule.StartsWith("zendesk-trigger-", StringComparison.Ordinal) ? "triggers" : "automations";
        return Pointer(list, source, source[list]!.AsArray().First(i => rule.EndsWith($"-{i!["id"]}", StringComparison.Ordinal))!);
    }

    private static string Pointer(string list, JsonNode source, JsonNode item) => $"/{list}/{source[list]!.AsArray().IndexOf(item)}";

    private static bool Has(string list, string id) => JsonNode.Parse(list)!.AsArray().Any(i => i!["id"]!.GetValue<string>() == id);
}
