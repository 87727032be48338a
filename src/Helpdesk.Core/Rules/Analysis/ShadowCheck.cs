using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Analysis;

/// <summary>
/// Rules that never fire, because an earlier one that stops them fires whenever they would: it is woken by all that wakes them, at all
/// moments, any number of times, and its condition holds whenever theirs does. Unless its actions are refused: a rule that does
/// nothing stops nothing.
/// </summary>
internal sealed class ShadowCheck(IReadOnlyList<RuleProfile> rules, RuleMode mode, RuleFindings findings)
{
    private const string Code = "shadowed";

    private static readonly UInt128 Clock = EventSet.Of([TimeRules.Kind]);

    private readonly Effort _effort = new();

    // By category, who ends it; null for several.
    private readonly Dictionary<string, RuleProfile?> _ended = rules.Where(r => r.Rule.Stop == RuleStop.Category)
        .GroupBy(r => r.Rule.Category, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Count() == 1 ? g.First() : null, StringComparer.Ordinal);

    public void Look()
    {
        var stopping = new List<RuleProfile>();
        foreach (var rule in rules)
        {
            if (stopping.Find(s => Shadows(s, rule)) is { } earlier)
            {
                findings.Add(
                    Code,
                    RuleFindingSeverity.Warning,
                    $"Rule '{rule.Rule.Id}' never fires: '{earlier.Rule.Id}' comes first whenever it would, and stops it, unless what '{earlier.Rule.Id}' does is refused.",
                    rule.Place,
                    earlier.Place);
            }

            if (rule.Rule is { Stop: not RuleStop.None, Once: RuleOnce.PerEvent, MaxRuns: null })
            {
                stopping.Add(rule);
            }
        }

        if (_effort.IsSpent)
        {
            findings.Cut(Code);
        }
    }

    private bool Shadows(RuleProfile earlier, RuleProfile later) =>
        _effort.Spend(1)
        && (later.On & Clock) == 0 && (later.On & ~earlier.On) == 0
        && earlier.Stops(later) && !MayBeStoppedAlone(earlier, later)
        && CoversValidity(earlier.Rule, later.Rule)
        && Follows(earlier, later)
        && (mode == RuleMode.Cycle || !IsDisturbed(earlier, later));

    // A third rule may end the category of the earlier one only, so that the later one has its turn after all.
    private bool MayBeStoppedAlone(RuleProfile earlier, RuleProfile later) =>
        !string.Equals(earlier.Rule.Category, later.Rule.Category, StringComparison.Ordinal)
        && _ended.TryGetValue(earlier.Rule.Category, out var by) && by != earlier;

    // Whether the earlier condition holds whenever the later one does.
    private bool Follows(RuleProfile earlier, RuleProfile later) =>
        earlier.Rule.When is Condition.All { Parts.Count: 0 }
        || (!earlier.Pins.Exclude(later.Pins) && Exclusion.Is(_effort, (later.Rule.When, true), (earlier.Rule.When, false)));

    private static bool CoversValidity(Rule earlier, Rule later) =>
        (earlier.ValidFrom is not { } from || later.ValidFrom >= from)
        && (earlier.ValidUntil is not { } until || later.ValidUntil <= until);

    // In one pass the earlier rule had its turn before the rules between could make it match.
    private bool IsDisturbed(RuleProfile earlier, RuleProfile later) =>
        !_effort.Spend(rules.Count) || rules.Any(between => between.Order > earlier.Order && between.Order < later.Order && between.Affects(earlier));
}
