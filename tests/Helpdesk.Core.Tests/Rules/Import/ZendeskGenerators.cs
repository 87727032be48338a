using FsCheck;
using FsCheck.Fluent;

namespace Helpdesk.Core.Tests.Rules.Import;

/// <summary>Random rows and tickets of the part of Zendesk that the library can express, with many missing values and near misses.</summary>
internal static class ZendeskGenerators
{
    private static readonly string[] Equal = ["is", "is_not"];
    private static readonly string[] Ranked = ["is", "is_not", "less_than", "greater_than"];
    private static readonly string[] Changes = ["changed", "not_changed", "value", "not_value", "value_previous", "not_value_previous"];
    private static readonly string[] Words = ["includes", "not_includes", "is", "is_not"];
    private static readonly string[] Statuses = ["new", "open", "pending", "hold", "solved", "closed"];
    private static readonly string[] Texts = ["refund", "Refund please", "refunds", "no-refund today", "money", "please, money back"];

    /// <summary>Rows that every kind of document has.</summary>
    private static readonly Gen<Row> Shared = Gen.Frequency(
        (3, Of("status", Ranked, Statuses)),
        (2, Of("priority", Ranked, "low", "normal", "high", "urgent")),
        (2, Of("type", Equal, "question", "incident", "")),
        (1, Of("group_id", Equal, "11", "12")),
        (2, Of("assignee_id", Equal, "21", "22", "")),
        (1, Of("requester_id", Equal, "31", "32", "")),
        (1, Of("organization_id", Equal, "41", "42", "")),
        (1, Of("via_id", Equal, "0", "4")),
        (2, Of("current_tags", ["includes", "not_includes"], "vip", "vip late", "late odd", "even")),
        (1, Of("reopens", ["is", "less_than", "greater_than"], "0", "1", "2")),
        (1, Of("replies", ["is", "less_than", "greater_than"], "0", "1", "2")),
        (1, Of("custom_fields_1", [.. Equal, "present", "not_present", "includes", "not_includes", "includes_string", "not_includes_string"], "refund", "money")),
        (1, Of("custom_fields_2", [.. Ranked, "less_than_equal", "greater_than_equal", "present", "not_present"], "0", "1", "2")),
        (1, Of("custom_fields_3", Equal, "true", "false")),
        (1, Of("custom_fields_4", [.. Equal, "present", "not_present"], "red", "green", "blue")),
        (1, Of("custom_fields_5", ["includes", "not_includes", "present", "not_present"], "lid", "lid key", "box")),
        (1, Of("custom_fields_6", [.. Ranked, "less_than_equal", "greater_than_equal", "present", "not_present"], "2026-03-01", "2026-03-02", "2026-03-03")),
        (1, Of("in_business_hours", Equal, "true", "false")));

    /// <summary>Rows of triggers.</summary>
    public static Gen<Row> OfTriggers { get; } = Gen.Frequency(
        (8, Shared),
        (2, Of("status", Changes, Statuses)),
        (1, Of("priority", Changes, "low", "normal", "high", "urgent")),
        (1, Of("assignee_id", Changes, "21", "22", "")),
        (1, Of("type", ["changed", "not_changed", "value", "not_value"], "question", "incident", "")),
        (1, Of("custom_fields_4", Changes, "red", "green")),
        (1, Of("assignee_id", Equal, "current_user")),
        (1, Of("update_type", Equal, "Create", "Change")),
        (1, Of("comment_is_public", Equal, "true", "false", "not_relevant")),
        (1, Of("role", Equal, "agent", "end_user", "21")),
        (1, Of("subject_includes_word", Words, "refund", "refund money", "lost money", "please")));

    /// <summary>Rows of automations and views.</summary>
    public static Gen<Row> OfLists { get; } = Gen.Frequency((3, Shared), (2, Hours));

    /// <summary>Rows that count hours.</summary>
    public static Gen<Row> Hours =>
        from name in Gen.Elements("NEW", "OPEN", "PENDING", "HOLD", "SOLVED", "requester_updated_at", "until_sla_next_breach_at")
        from op in Gen.Elements("is", "less_than", "greater_than")
        from hours in Gen.Choose(op == "less_than" ? 1 : 0, 4)
        select new Row(name, op, hours.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>What an end user wrote can be looked at; agents' texts cannot, which is a gap of its own.</summary>
    public static Gen<Row[]> OfComments { get; } = Of("comment_includes_word", Words, "refund", "refund money", "lost money", "please")
        .Select(r => new[] { r, new Row("role", "is", "end_user") });

    public static Gen<ZendeskTicket> Tickets { get; } =
        from isNew in Gen.Elements(true, false, false)
        from now in Contents
        from edits in Contents
        from changed in Gen.Elements(0, 1, 2).ListOf(20)
        from categories in Gen.Elements(0, 1).Two()
        from updater in Gen.Elements("end_user", "end_user", "21", "22")
        from comment in Gen.Elements<bool?>(true, true, false, null)
        from text in Gen.Elements(Texts)
        from half in Gen.Choose(0, 5).Three()
        from due in Gen.Choose(-5, 5)
        from missing in Gen.Choose(0, 3)
        from shut in Gen.Elements(true, false)
        let before = isNew ? [] : Mixed(now, edits, [.. changed])
        select new ZendeskTicket
        {
            Now = now,
            Before = before,
            Category = (Category(now["status"], categories.Item1), before.TryGetValue("status", out var was) ? Category(was, categories.Item2) : null),
            IsNew = isNew,
            By = updater,
            IsPublic = updater == "end_user" && comment == false ? true : comment,
            Comment = text,
            HalfHours = Clocks(half, due, missing),
            At = shut ? ZendeskTicket.Shut : ZendeskTicket.Open,
        };

    private static Gen<Dictionary<string, string>> Contents =>
        from status in Gen.Elements(Statuses)
        from priority in Gen.Elements("low", "normal", "high", "urgent")
        from type in Gen.Elements("", "question", "incident")
        from people in Gen.Elements("", "1", "2").Three()
        from @group in Gen.Elements("11", "12")
        from via in Gen.Elements("0", "4")
        from tags in Gen.Elements("", "vip", "late", "vip odd", "other")
        from counts in Gen.Choose(0, 3).Three()
        from texts in Gen.Elements(["", .. Texts]).Two()
        from flag in Gen.Elements("", "true", "false")
        from colour in Gen.Elements("", "red", "green", "blue")
        from parts in Gen.Elements("", "lid", "key box", "box")
        from day in Gen.Elements("", "2026-03-01", "2026-03-02", "2026-03-03")
        select new Dictionary<string, string>
        {
            ["status"] = status, ["priority"] = priority, ["type"] = type, ["group_id"] = @group, ["via_id"] = via, ["current_tags"] = tags,
            ["assignee_id"] = Person("2", people.Item1), ["requester_id"] = Person("3", people.Item2), ["organization_id"] = Person("4", people.Item3),
            ["reopens"] = $"{counts.Item1}", ["replies"] = $"{counts.Item2}", ["custom_fields_2"] = counts.Item3 == 3 ? "" : $"{counts.Item3}",
            ["subject_includes_word"] = texts.Item1, ["custom_fields_1"] = texts.Item2, ["custom_fields_3"] = flag, ["custom_fields_4"] = colour,
            ["custom_fields_5"] = parts, ["custom_fields_6"] = day,
        }.Where(f => f.Value.Length > 0).ToDictionary();

    private static Gen<Row> Of(string field, string[] operators, params string[] values) =>
        from op in Gen.Elements(operators)
        from value in Gen.Elements(values.Where(v => v.Length > 0 || op is not ("value_previous" or "not_value_previous") || field == "assignee_id").ToArray())
        select new Row(field, op, value);

    private static string Person(string prefix, string number) => number.Length == 0 ? "" : prefix + number;

    // Before an update most fields are as they are now.
    private static Dictionary<string, string> Mixed(Dictionary<string, string> now, Dictionary<string, string> edits, List<int> changed) => now.Keys
        .Concat(edits.Keys).Distinct().Order(StringComparer.Ordinal)
        .Select((name, i) => (Name: name, From: changed[i % changed.Count] == 0 ? edits : now))
        .Where(x => x.From.ContainsKey(x.Name)).ToDictionary(x => x.Name, x => x.From[x.Name]);

    private static string Category(string status, int which) => (status, which) switch
    {
        ("open", 1) => "live",
        ("pending", _) => "waitingOnCustomer",
        ("hold", 0) => "onHold",
        ("hold", _) => "postponed",
        ("solved", _) => "resolved",
        _ => status,
    };

    private static Dictionary<string, int> Clocks((int, int, int) half, int due, int missing)
    {
        var clocks = new Dictionary<string, int> { ["created"] = (2 * half.Item1) + 1, ["status"] = (2 * half.Item2) + 1 };
        if (missing != 0)
        {
            clocks["requester"] = (2 * half.Item3) + 1;
        }

        if (missing != 1)
        {
            clocks["due"] = (2 * due) + 1;
        }

        return clocks;
    }
}
