namespace Helpdesk.Core.Rules.Analysis;

/// <summary>Rules that are woken by the same, ask for the same and do the same.</summary>
internal static class DuplicateCheck
{
    public static void Look(IEnumerable<RuleProfile> rules, RuleFindings findings)
    {
        foreach (var same in rules.GroupBy(Key).Where(g => g.Key is not null && g.Skip(1).Any()))
        {
            findings.Add(
                "duplicate",
                RuleFindingSeverity.Warning,
                $"Rules {RuleText.List(same)} are woken by the same, ask for the same and do the same.",
                same.Select(r => r.Place));
        }
    }

    private static string? Key(RuleProfile rule)
    {
        string?[] actions = [.. rule.Rule.Then.Select(ActionKey.Of)];
        return actions.Contains(null)
            ? null
            : $"{rule.On:x} {rule.Rule.ValidFrom?.ToUnixTimeTicks():x} {rule.Rule.ValidUntil?.ToUnixTimeTicks():x} "
                + $"{ConditionKey.Of(rule.Rule.When)} {string.Join(';', actions)}";
    }
}
