using Helpdesk.Core.Conditions;
using NodaTime;

namespace Helpdesk.Core.Tests.Conditions;

/// <summary>Every way to build a comparison in code, with its JSON.</summary>
internal static class BuilderExamples
{
    private static readonly FieldCatalogue Fields = FixedValues.Catalogue;
    private static readonly Instant At = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly Duration Length = Duration.FromHours(4);

    public static readonly (Condition Built, string Json)[] All =
    [
        (Fields.Text("text").IsSet(), """{"field":"text","op":"isSet"}"""),
        (Fields.Text("text").WithCase().IsSet(), """{"field":"text","op":"isSet"}"""),
        (Fields.Text("text").HasChanged(), """{"field":"text","op":"changed"}"""),
        (Fields.Text("text").Is("a"), """{"field":"text","op":"eq","value":"a"}"""),
        (Fields.Text("text").Is("a", "b"), """{"field":"text","op":"in","value":["a","b"]}"""),
        (Fields.Text("text").WithCase().Contains("\"é\\"), """{"field":"text","op":"containsText","value":"\"é\\","caseSensitive":true}"""),
        (Fields.Text("text").ContainsWord("a", "b"), """{"field":"text","op":"containsWord","value":["a","b"]}"""),
        (Fields.Text("text").StartsWith("a"), """{"field":"text","op":"startsWith","value":"a"}"""),
        (Fields.Text("text").EndsWith("a"), """{"field":"text","op":"endsWith","value":["a"]}"""),
        (Fields.Text("text").Matches("^a+$"), """{"field":"text","op":"matches","value":"^a+$"}"""),
        (Fields.Text("text").HasChangedTo("a"), """{"field":"text","op":"changedTo","value":"a"}"""),
        (Fields.Text("text").HasChangedFrom("a", "b"), """{"field":"text","op":"changedFrom","value":["a","b"]}"""),
        (Fields.Choice("rank").Is("low", "high"), """{"field":"rank","op":"in","value":["low","high"]}"""),
        (Fields.Choice("rank").IsBelow("high"), """{"field":"rank","op":"lt","value":"high"}"""),
        (Fields.Choice("rank").IsAtMost("high"), """{"field":"rank","op":"le","value":"high"}"""),
        (Fields.Choice("rank").IsAbove("low"), """{"field":"rank","op":"gt","value":"low"}"""),
        (Fields.Choice("rank").IsAtLeast("low"), """{"field":"rank","op":"ge","value":"low"}"""),
        (Fields.Choice("ticket.assignee").Is("@actor"), """{"field":"ticket.assignee","op":"eq","value":"@actor"}"""),
        (Fields.Choice("ticket.assignee").HasChangedTo("@none"), """{"field":"ticket.assignee","op":"changedTo","value":"@none"}"""),
        (Fields.Choice("ticket.assignee").HasChangedFrom("@none"), """{"field":"ticket.assignee","op":"changedFrom","value":"@none"}"""),
        (Fields.Number("number").Is(1.5), """{"field":"number","op":"eq","value":1.5}"""),
        (Fields.Number("number").Is(1, 2), """{"field":"number","op":"in","value":[1,2]}"""),
        (Fields.Number("number").IsBelow(1), """{"field":"number","op":"lt","value":1}"""),
        (Fields.Number("number").IsAtMost(1), """{"field":"number","op":"le","value":1}"""),
        (Fields.Number("number").IsAbove(1), """{"field":"number","op":"gt","value":1}"""),
        (Fields.Number("number").IsAtLeast(1), """{"field":"number","op":"ge","value":1}"""),
        (Fields.Number("number").IsBetween(1, 2), """{"field":"number","op":"between","value":[1,2]}"""),
        (Fields.Flag("flag").IsTrue(), """{"field":"flag","op":"eq","value":true}"""),
        (Fields.Flag("flag").IsFalse(), """{"field":"flag","op":"eq","value":false}"""),
        (Fields.Moment("moment").IsBefore(At), """{"field":"moment","op":"before","value":"2026-03-02T09:00:00Z"}"""),
        (Fields.Moment("moment").IsAfter(At), """{"field":"moment","op":"after","value":"2026-03-02T09:00:00Z"}"""),
        (Fields.Moment("moment").IsBetween(At, At + Length), """{"field":"moment","op":"between","value":["2026-03-02T09:00:00Z","2026-03-02T13:00:00Z"]}"""),
        (Fields.Moment("moment").IsOlderThan(Length, "office"), """{"field":"moment","op":"olderThan","value":"PT4H","hours":"office"}"""),
        (Fields.Moment("moment").IsYoungerThan(Duration.FromHours(36)), """{"field":"moment","op":"youngerThan","value":"P1DT12H"}"""),
        (Fields.Moment("moment").IsDueWithin(Length), """{"field":"moment","op":"dueWithin","value":"PT4H"}"""),
        (Fields.Moment("moment").IsOverdueBy(Length), """{"field":"moment","op":"overdueBy","value":"PT4H"}"""),
        (Fields.Moment("moment").IsOnDay("UTC", IsoDayOfWeek.Sunday), """{"field":"moment","op":"onDay","value":"sunday","zone":"UTC"}"""),
        (Fields.Moment("moment").IsInHoursOf("office"), """{"field":"moment","op":"inBusinessHours","value":"office"}"""),
        (Fields.Set("set").HasAny("a", "b"), """{"field":"set","op":"hasAny","value":["a","b"]}"""),
        (Fields.Set("set").HasAll("a"), """{"field":"set","op":"hasAll","value":"a"}"""),
        (Fields.Set("set").HasOnly("a"), """{"field":"set","op":"hasOnly","value":"a"}"""),
        (Fields.Set("set").HasAtLeast(1), """{"field":"set","op":"hasAtLeast","value":1}"""),
        (Fields.Set("set").HasAtMost(0), """{"field":"set","op":"hasAtMost","value":0}"""),
        (
            Fields.Choice("rank").IsAtLeast("high").And(Fields.Text("text").Contains("vpn").Or(Fields.Flag("flag").IsTrue()), Fields.Set("set").IsSet().Negate()),
            """
            {"all":[{"field":"rank","op":"ge","value":"high"},
              {"any":[{"field":"text","op":"containsText","value":"vpn"},{"field":"flag","op":"eq","value":true}]},
              {"not":{"field":"set","op":"isSet"}}]}
            """),
        (
            new Condition.None([Fields.Text("text").IsSet(), Fields.Flag("flag").IsSet()]).And(Fields.Set("set").IsSet()).And(Condition.Always),
            """{"all":[{"none":[{"field":"text","op":"isSet"},{"field":"flag","op":"isSet"}]},{"field":"set","op":"isSet"},{"all":[]}]}"""),
    ];

    public static readonly Action[] Wrong =
    [
        () => Fields.Text("nothing"),
        () => Fields.Text("number"),
        () => Fields.Text("text").Is(),
        () => Fields.Text("text").Is(""),
        () => Fields.Text("text").Is("\ud800"),
        () => Fields.Text("text").Is((string)null!),
        () => Fields.Text("text").Matches("(a)\\1"),
        () => Fields.Choice("rank").IsAtLeast("highest"),
        () => Fields.Choice("open").Is("@none"),
        () => Fields.Number("number").IsBetween(2, 1),
        () => Fields.Number("number").Is(double.NaN),
        () => Fields.Moment("moment").IsOlderThan(Duration.Zero),
        () => Fields.Moment("moment").IsOlderThan(Length, "night"),
        () => Fields.Moment("moment").IsOnDay("Mars/Olympus", IsoDayOfWeek.Monday),
        () => Fields.Moment("moment").IsOnDay("UTC", IsoDayOfWeek.None),
        () => Fields.Set("set").HasAtLeast(0),
        () => _ = new Condition.All([.. Enumerable.Repeat(Condition.Always, 4_096)]),
        () => Enumerable.Range(0, 16).Aggregate(Condition.Always, (c, _) => new Condition.Any([c])),
    ];
}
