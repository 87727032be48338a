namespace Helpdesk.Core.Rules.Analysis;

/// <summary>Rules that the clock wakes again and again, and whose actions change nothing that their conditions look at.</summary>
internal static class EndlessCheck
{
    public static void Look(IEnumerable<RuleProfile> rules, RuleFindings findings)
    {
        foreach (var rule in rules.Where(r => IsUnlimited(r.Rule) && !r.Touches.Overlaps(r.Watches)))
        {
            findings.Add(
                "endless-time-rule",
                RuleFindingSeverity.Warning,
                $"Rule '{rule.Rule.Id}' fires again and again, and does nothing that would make its condition no longer hold.",
                rule.Place);
        }
    }

    private static bool IsUnlimited(Rule rule) => rule is { Once: RuleOnce.Unlimited, MaxRuns: null, ValidUntil: null };
}
