using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Analysis;

/// <summary>
/// Looks at the rules of a set, each alone and then beside one another. Rules that are switched off count as absent; rules whose condition
/// never holds are named and then count as absent.
/// </summary>
internal static class RuleAnalysis
{
    public static IReadOnlyList<RuleFinding> Of(RuleSet set, FieldCatalogue catalogue, RuleReferences references)
    {
        var findings = new RuleFindings();
        RuleProfile[] enabled = [.. set.Rules.Where(r => r.IsEnabled).Select((r, i) => new RuleProfile(r, i))];
        ReferenceCheck.Look(enabled, catalogue, references, findings);
        var live = ConditionCheck.Look(enabled, findings);
        var meetings = new RuleMeetings(live);
        DuplicateCheck.Look(live, findings);
        EndlessCheck.Look(live, findings);
        new ShadowCheck(live, set.Mode, findings).Look();
        new ConflictCheck(live, meetings, set.Mode, findings).Look();
        if (set.Mode == RuleMode.Sequential)
        {
            new LateWriteCheck(live, meetings, findings).Look();
        }
        else
        {
            new RingCheck(live, meetings, catalogue, findings).Look();
        }

        return findings.InOrder(enabled.ToDictionary(r => r.Rule.Id, r => r.Order));
    }
}
