using FsCheck;
using FsCheck.Fluent;

namespace Helpdesk.Core.Tests.Generators;

/// <summary>Small rule sets in JSON whose rules have much to do with one another, over tags, priority, department and agent.</summary>
internal static class RuleSets
{
    /// <summary>Actions on the tags.</summary>
    public static readonly string[] Tagging =
    [
        """{"do":"addTags","tags":["x"]}""", """{"do":"addTags","tags":["y","z"]}""", """{"do":"removeTags","tags":["x"]}""",
        """{"do":"setTags","tags":["x","z"]}""",
    ];

    /// <summary>Actions on the tags and the priority.</summary>
    public static readonly string[] Ranking =
    [
        .. Tagging, """{"do":"setPriority","value":"low"}""", """{"do":"setPriority","value":"high"}""", """{"do":"setPriority","value":"urgent"}""",
    ];

    /// <summary>Actions that an open ticket never refuses.</summary>
    public static readonly string[] Certain =
    [
        .. Ranking, """{"do":"transfer","department":"billing"}""", """{"do":"assign","agent":"kim"}""", """{"do":"assign","agent":"lee"}""",
        """{"do":"unassign"}""", """{"do":"setType","type":"order"}""", """{"do":"follow","agent":"kim"}""", """{"do":"unfollow","agent":"kim"}""",
        """{"do":"addSubject","kind":"order","id":"1"}""", """{"do":"addNote","template":"hello"}""",
    ];

    private static readonly string[] Leaves =
    [
        """{"field":"ticket.priority","op":"ge","value":"high"}""", """{"field":"ticket.priority","op":"eq","value":"low"}""",
        """{"field":"ticket.priority","op":"changedTo","value":"high"}""", """{"field":"ticket.tags","op":"hasAny","value":["x","y"]}""",
        """{"field":"ticket.tags","op":"hasAll","value":["z"]}""", """{"field":"ticket.tags","op":"isSet"}""",
        """{"field":"ticket.department","op":"eq","value":"support"}""", """{"field":"ticket.assignee","op":"eq","value":"@none"}""",
        """{"field":"ticket.assignee","op":"eq","value":"@actor"}""", """{"field":"ticket.followers","op":"hasAny","value":["kim"]}""",
        """{"field":"event.kind","op":"hasAny","value":["tags.changed"]}""", """{"field":"event.changed","op":"hasAny","value":["ticket.priority"]}""",
        """{"field":"ticket.messageCount","op":"ge","value":2}""",
    ];

    private static readonly string[] Kinds = ["ticket.created", "message.received", "tags.changed", "priority.changed", "ticket.transferred", "note.added"];

    /// <summary>The rules of a set, ids <c>r0</c>, <c>r1</c>…, one JSON object each.</summary>
    public static Gen<string[]> Of(int count, string[] actions, bool canStop) => Enumerable.Range(0, count).Aggregate(
        Gen.Constant(Array.Empty<string>()),
        (rules, i) => from before in rules from rule in Rule(i, actions, canStop) select new[] { before, [rule] }.SelectMany(r => r).ToArray());

    private static Gen<string> Rule(int number, string[] actions, bool canStop) =>
        from woken in Gen.Elements(Kinds).ListOf(2)
        from other in Gen.Elements("ticket.created", woken[1])
        from order in Gen.Choose(0, 2)
        from when in Gen.Frequency((1, Gen.Constant("""{"all":[]}""")), (3, ConditionTrees.Tree(Gen.Elements(Leaves), 3)))
        from then in Gen.Elements(actions).ListOf(2)
        from both in Gen.Elements(true, false)
        from stop in canStop ? Gen.Elements("none", "all", "category") : Gen.Constant("none")
        from category in Gen.Elements("p", "q")
        select $$"""{"id":"r{{number}}","order":{{order}},"on":["{{woken[0]}}","{{other}}"],"when":{{when}},"then":[{{string.Join(',', then.Take(both ? 2 : 1))}}],"stop":"{{stop}}","category":"{{category}}"}""";
}
