using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Analysis;

/// <summary>Which rules may fire in one run, and what may change in it.</summary>
internal sealed class RuleMeetings
{
    private readonly UInt128[] _waking;

    // Who touches a name, or makes an event happen; null where several do.
    private readonly Dictionary<string, RuleProfile?> _touching = new(StringComparer.Ordinal);

    public RuleMeetings(IReadOnlyList<RuleProfile> rules)
    {
        var occasions = new Occasions(rules);
        _waking = new UInt128[rules.Count == 0 ? 0 : rules.Max(r => r.Order) + 1];
        foreach (var rule in rules)
        {
            _waking[rule.Order] = occasions.Waking(rule.On);
            foreach (var name in rule.Touches.Concat(EventSet.Names(rule.Events)))
            {
                _touching[name] = _touching.ContainsKey(name) ? null : rule;
            }
        }
    }

    /// <summary>Whether something wakes both, at a moment at which both take part.</summary>
    public bool AreIn(RuleProfile a, RuleProfile b) =>
        (_waking[a.Order] & _waking[b.Order]) != 0
        && !(a.Rule.ValidUntil <= b.Rule.ValidFrom) && !(b.Rule.ValidUntil <= a.Rule.ValidFrom);

    /// <summary>Whether some rule changes the field.</summary>
    public bool IsChanging(string field) => _touching.ContainsKey(field);

    /// <summary>Whether some rule may change the answer to a comparison.</summary>
    public bool IsChanging(Condition.Comparison comparison) => Resource.WatchedBy(comparison).Any(_touching.ContainsKey);

    /// <summary>Whether another rule may make this one fire that would not have fired before.</summary>
    public bool IsAffected(RuleProfile rule) =>
        rule.Watches.Concat(EventSet.Names(rule.On)).Any(name => _touching.TryGetValue(name, out var by) && by != rule);
}
