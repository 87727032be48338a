namespace Helpdesk.Core.Rules.Analysis;

/// <summary>
/// Rules that look at what a later one changes, or are woken by it: in one pass they do not see it. In cycle mode they do.
/// </summary>
internal sealed class LateWriteCheck(IReadOnlyList<RuleProfile> rules, RuleMeetings meetings, RuleFindings findings)
{
    private const string Code = "reads-later-write";

    // Who writes, in the order of the rules.
    private readonly Dictionary<string, List<RuleProfile>> _writers = new(StringComparer.Ordinal);
    private readonly Effort _effort = new();

    public void Look()
    {
        foreach (var rule in rules)
        {
            foreach (var name in rule.Touches.Concat(EventSet.Names(rule.Events)))
            {
                if (!_writers.TryAdd(name, [rule]))
                {
                    _writers[name].Add(rule);
                }
            }
        }

        foreach (var rule in rules)
        {
            if (!Look(rule))
            {
                break;
            }
        }

        if (_effort.IsSpent)
        {
            findings.Cut(Code);
        }
    }

    // Whether there is room for more.
    private bool Look(RuleProfile rule) =>
        (Later(rule, rule.Watches) is not { Count: > 0 } changing || Report(rule, changing, "looks at something that", "changes"))
        && (Later(rule, EventSet.Names(rule.On)) is not { Count: > 0 } waking || Report(rule, waking, "is woken by something that", "makes happen"));

    private List<RuleProfile> Later(RuleProfile rule, IEnumerable<string> names) =>
    [
        .. names.SelectMany(n => _writers.GetValueOrDefault(n) ?? [])
            .Where(w => w.Order > rule.Order && _effort.Spend(1) && meetings.AreIn(rule, w))
            .Distinct()
            .OrderBy(w => w.Order),
    ];

    private bool Report(RuleProfile rule, List<RuleProfile> later, string how, string what) => findings.Add(
        Code,
        RuleFindingSeverity.Note,
        $"Rule '{rule.Rule.Id}' {how} {RuleText.List(later)}, later in order, {what}: in one pass it does not see that.",
        [rule.Place, .. later.Select(l => l.Place)]);
}
