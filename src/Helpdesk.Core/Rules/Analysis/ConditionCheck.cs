using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Analysis;

/// <summary>What is odd about the condition of a rule alone.</summary>
internal static class ConditionCheck
{
    private const string Contradicted = "contradiction";
    private const string Negated = "negated-in-any";

    /// <summary>Looks at each rule.</summary>
    /// <returns>Those that may fire: their conditions are no contradictions.</returns>
    public static IReadOnlyList<RuleProfile> Look(IReadOnlyList<RuleProfile> rules, RuleFindings findings)
    {
        var effort = new Effort();
        var live = new List<RuleProfile>();
        foreach (var rule in rules)
        {
            Negations(rule.Rule.When, "/when", rule, findings);
            if (!effort.Spend([.. rule.Leaves.Select(l => l.Comparison)]))
            {
                findings.Cut(Contradicted);
                live.Add(rule);
                continue;
            }

            var isDead = Exclusion.Is(effort, (rule.Rule.When, true));
            if (!isDead)
            {
                live.Add(rule);
            }

            Report(rule, isDead, findings);
        }

        return live;
    }

    private static void Report(RuleProfile rule, bool isDead, RuleFindings findings)
    {
        var id = rule.Rule.Id;
        var faults = rule.Rule.When.Findings();
        foreach (var fault in faults)
        {
            var severity = isDead && fault.Code == Contradicted ? RuleFindingSeverity.Error : RuleFindingSeverity.Warning;
            findings.Add(fault.Code, severity, $"In the condition of rule '{id}': {fault.Sentence}", rule.At("/when" + fault.Place));
        }

        if (isDead && faults.All(f => f.Code != Contradicted))
        {
            findings.Add(Contradicted, RuleFindingSeverity.Error, $"The condition of rule '{id}' never holds.", rule.At("/when"));
        }
    }

    // "The status is not closed, or the priority is not low" holds nearly always. Asking in that way for what is missing is common
    // and means what it says.
    private static void Negations(Condition condition, string place, RuleProfile rule, RuleFindings findings)
    {
        var (name, parts) = condition switch
        {
            Condition.All all => ("all", all.Parts),
            Condition.Any any => ("any", any.Parts),
            Condition.None none => ("none", none.Parts),
            _ => ("", []),
        };
        for (var i = 0; i < parts.Count; i++)
        {
            var at = $"{place}/{name}/{i}";
            if (condition is Condition.Any { Parts.Count: > 1 } && IsNegation(parts[i]))
            {
                findings.Add(
                    Negated,
                    RuleFindingSeverity.Note,
                    $"In the condition of rule '{rule.Rule.Id}' one 'not' is enough for the whole 'any' to hold: it may hold nearly always.",
                    rule.At(at));
            }

            Negations(parts[i], at, rule, findings);
        }

        if (condition is Condition.Not not)
        {
            Negations(not.Part, place + "/not", rule, findings);
        }
    }

    private static bool IsNegation(Condition part) => part switch
    {
        Condition.Not { Part: Condition.Comparison { Operator: not Operator.IsSet } } => true,
        Condition.None none => none.Parts.Any(p => p is Condition.Comparison { Operator: not Operator.IsSet }),
        _ => false,
    };
}
