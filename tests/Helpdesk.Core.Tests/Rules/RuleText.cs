using System.Text.Json;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Tests.Conditions;

namespace Helpdesk.Core.Tests.Rules;

/// <summary>Rule sets over the fields of <see cref="FixedValues"/>, and the plain way of asking them.</summary>
internal static class RuleText
{
    public static readonly string[] Events = ["ticket.created", "message.received", "note.added"];

    private static readonly RuleReferences References = new(["support"], ["kim"], ["hello"]);

    public static RuleSet Set(IEnumerable<string> rules) =>
        RuleSet.Parse($"[{string.Join(',', rules)}]", FixedValues.Catalogue, References).Require();

    public static string Rule(string id, string when, string on = "ticket.created", int order = 0, bool enabled = true) =>
        $$"""{"id":{{JsonSerializer.Serialize(id)}},"order":{{order}},"enabled":{{(enabled ? "true" : "false")}},"on":["{{on}}"],"when":{{when}},"then":[]}""";

    /// <summary>Rules that never fire: with them a set is large enough to be compiled.</summary>
    public static IEnumerable<string> Disabled(int count) =>
        Enumerable.Range(0, count).Select(i => Rule($"disabled-{i}", """{"all":[]}""", order: i % 5, enabled: false));

    /// <summary>The oracle: every rule is looked at.</summary>
    public static RuleId[] Interpreted(RuleSet set, IReadOnlyList<string> events, IFieldValues values) =>
        [.. set.Rules.Where(r => r.IsEnabled && r.On.Any(events.Contains) && r.When.Evaluate(values)).Select(r => r.Id)];

    public static bool Agrees(RuleSet set, IReadOnlyList<string> events, IFieldValues values)
    {
        var expected = Interpreted(set, events, values);
        return expected.SequenceEqual(set.Matches(events, values).Select(r => r.Id))
            && set.FirstMatch(events, values)?.Id == (expected.Length == 0 ? null : expected[0]);
    }
}
