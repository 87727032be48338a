using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Helpdesk.Core.Tests.Generators;

/// <summary>
/// Rules as text, over the names of <see cref="Rules.RuleStory"/>: few tags, fields and events, so that rules set each other off,
/// undo what others do, and meet their limits.
/// </summary>
internal static class RuleTexts
{
    private static readonly string[] Events =
    [
        "ticket.created", "message.received", "reply.sent", "note.added", "status.changed", "ticket.assigned", "ticket.unassigned",
        "ticket.transferred", "priority.changed", "tags.changed", "fields.changed", "rule.fired", "automation.denied",
    ];

    private static readonly Gen<string> Plain = Gen.Elements(
        """{"all":[]}""",
        """{"all":[]}""",
        """{"all":[]}""",
        """{"all":[]}""",
        """{"field":"ticket.priority","op":"ge","value":"high"}""",
        """{"field":"ticket.priority","op":"changedTo","value":"high"}""",
        """{"field":"ticket.tags","op":"hasAny","value":["x"]}""",
        """{"not":{"field":"ticket.tags","op":"hasAny","value":["x"]}}""",
        """{"none":[{"field":"ticket.tags","op":"hasAll","value":["x","y"]}]}""",
        """{"field":"field.count","op":"lt","value":2}""",
        """{"not":{"field":"field.count","op":"isSet"}}""",
        """{"field":"field.memo","op":"changed"}""",
        """{"field":"ticket.assignee","op":"eq","value":"@none"}""",
        """{"field":"ticket.department","op":"eq","value":"support"}""",
        """{"any":[{"field":"ticket.category","op":"eq","value":"new"},{"field":"message.kind","op":"eq","value":"human"}]}""",
        """{"field":"event.actorKind","op":"eq","value":"customer"}""",
        """{"field":"event.kind","op":"hasAny","value":["message.received","rule.due"]}""");

    private static readonly Gen<string> Timed =
        from field in Gen.Elements("ticket.createdAt", "ticket.statusSince", "ticket.lastCustomerMessageAt")
        from length in Gen.Elements("PT1S", "PT10M", "PT20M", "PT30M", "PT1H")
        from other in Plain
        from form in Gen.Elements("{0}", "{{\"all\":[{0},{1}]}}", "{{\"any\":[{0},{1}]}}")
        select string.Format(
            CultureInfo.InvariantCulture,
            form,
            $$"""{"field":"{{field}}","op":"olderThan","value":"{{length}}"}""",
            other);

    private static readonly Gen<string> Action = Gen.Elements(
        """{"do":"setPriority","value":"high"}""",
        """{"do":"setPriority","value":"low"}""",
        """{"do":"addTags","tags":["x"]}""",
        """{"do":"addTags","tags":["y"]}""",
        """{"do":"removeTags","tags":["x"]}""",
        """{"do":"setTags","tags":["x","z"]}""",
        """{"do":"setTags","tags":["y"]}""",
        """{"do":"transfer","department":"billing"}""",
        """{"do":"transfer","department":"support"}""",
        """{"do":"assign","agent":"kim"}""",
        """{"do":"assign","agent":"@actor"}""",
        """{"do":"unassign"}""",
        """{"do":"follow","agent":"lee"}""",
        """{"do":"fire","trigger":"resolve"}""",
        """{"do":"fire","trigger":"reopen"}""",
        """{"do":"setStatus","status":"open"}""",
        """{"do":"setStatus","status":"closed"}""",
        """{"do":"postponeFor","duration":"PT1H"}""",
        """{"do":"notify","template":"hello"}""",
        """{"do":"notify","template":"hello","to":["@requester","@assignee","agent:lee","boss@acme.example"]}""",
        """{"do":"notify","template":"hello","to":["boss@acme.example"]}""",
        """{"do":"addNote","template":"memo"}""",
        """{"do":"reply","template":"hello"}""",
        """{"do":"reply","template":"hello","then":"resolve"}""",
        """{"do":"call","action":"crm","with":{"level":"gold"}}""",
        """{"do":"suppress"}""",
        """{"do":"increment","field":"count","by":1}""",
        """{"do":"setField","field":"memo","value":"a"}""",
        """{"do":"setField","field":"memo","value":"b"}""",
        """{"do":"clearField","field":"memo"}""",
        """{"do":"runMacro","macro":"calm"}""");

    private static readonly Gen<string> Options =
        from category in Gen.Elements("", ",\"category\":\"x\"", ",\"category\":\"y\"")
        from stop in Gen.Elements("", "", "", "", ",\"stop\":\"none\"", ",\"stop\":\"all\"", ",\"stop\":\"category\"", ",\"stop\":\"category\"")
        from most in Gen.Elements("", "", ",\"maxRuns\":1", ",\"maxRuns\":2")
        from part in Gen.Elements(
            "", "", "", "", "", "", ",\"enabled\":false", ",\"validFrom\":\"2026-03-02T10:00:00Z\"", ",\"validUntil\":\"2026-03-02T10:00:00Z\"")
        select category + stop + most + part;

    /// <summary>A rule with an id.</summary>
    public static Gen<string> Rule(string id) =>
        from head in Gen.Frequency(
            (6, Woken(Plain, "", ",\"once\":\"perEvent\"", ",\"once\":\"perTicket\"")),
            (2, Woken(Timed, "", ",\"once\":\"perEpisode\"")),
            (2, from when in Timed
                from once in Gen.Elements(
                    "", ",\"once\":\"perEvent\"", ",\"once\":\"perEpisode\"", ",\"once\":\"perTicket\"", ",\"once\":\"unlimited\",\"every\":\"PT20M\"")
                select $"\"on\":[\"rule.due\"],\"when\":{when}{once}"),
            (1, from when in Timed from woken in Gen.Elements(Events) select $"\"on\":[\"{woken}\",\"rule.due\"],\"when\":{when}"))
        from order in Gen.Choose(0, 2)
        from count in Gen.Choose(0, 3)
        from actions in Action.ArrayOf(count)
        from options in Options
        select $$"""{"id":"{{id}}","order":{{order}},{{head}},"then":[{{string.Join(',', actions)}}]{{options}}}""";

    /// <summary>Up to ten rules; their ids do not stand in the order of their places.</summary>
    public static Gen<string[]> Sets { get; } =
        from count in Gen.Choose(1, 10)
        from ids in Gen.Shuffle(["a", "B", "c", "D", "e", "F", "g", "H", "i", "J"])
        from rules in Gen.CollectToArray(ids.Take(count), Rule)
        select rules;

    private static Gen<string> Woken(Gen<string> conditions, params string[] once) =>
        from when in conditions
        from woken in Gen.Elements(Events)
        from other in Gen.Elements("ticket.created", "message.received", "priority.changed", "tags.changed", "rule.fired")
        from often in Gen.Elements(once)
        select $"\"on\":[\"{woken}\",\"{other}\"],\"when\":{when}{often}";
}
