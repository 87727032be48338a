using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Analysis;

/// <summary>
/// Rings of rules that make one another fire: each causes an event that wakes the next, or changes what its condition looks at, and leaves
/// nothing behind that keeps it from holding. A ring in which rules undo one another's work, or count, would go on for ever but for
/// the law that a rule fires once a run: a warning. Any other comes to rest by itself: a note.
/// </summary>
internal sealed class RingCheck(IReadOnlyList<RuleProfile> rules, RuleMeetings meetings, FieldCatalogue catalogue, RuleFindings findings)
{
    private const string Code = "cycle";

    private readonly Effort _effort = new();

    public void Look()
    {
        foreach (var coarse in Components.Of(ThroughNames()).Select(OfRules).Where(c => c.Length > 1))
        {
            var rings = Refined(coarse);
            foreach (var ring in _effort.IsSpent ? [] : rings.Where(r => r.Length > 1))
            {
                Report(ring);
            }
        }

        if (_effort.IsSpent)
        {
            findings.Cut(Code);
        }
    }

    // From rules to what they touch and on to who watches that: as many edges as there are names, not pairs. What comes of it is too
    // large at most.
    private List<List<int>> ThroughNames()
    {
        var edges = rules.Select(_ => new List<int>()).ToList();
        var nodes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < rules.Count; i++)
        {
            foreach (var name in rules[i].Touches.Concat(EventSet.Names(rules[i].Events)))
            {
                edges[i].Add(Node(name));
            }

            foreach (var name in rules[i].Watches.Concat(EventSet.Names(rules[i].On)))
            {
                edges[Node(name)].Add(i);
            }
        }

        return edges;

        int Node(string name)
        {
            if (!nodes.TryGetValue(name, out var node))
            {
                nodes[name] = node = edges.Count;
                edges.Add([]);
            }

            return node;
        }
    }

    private RuleProfile[] OfRules(int[] component) => [.. component.Where(node => node < rules.Count).Select(node => rules[node])];

    // Pair by pair.
    private RuleProfile[][] Refined(RuleProfile[] ring)
    {
        if (!_effort.Spend(ring.Length * ring.Sum(r => 1L + r.Watches.Count + r.Writes.Count)))
        {
            return [];
        }

        List<int>[] edges = [.. ring.Select(a => Enumerable.Range(0, ring.Length).Where(j => MakesFire(a, ring[j])).ToList())];
        return [.. Components.Of(edges).Select(c => c.Select(i => ring[i]).ToArray())];
    }

    private bool MakesFire(RuleProfile rule, RuleProfile next) =>
        rule != next && rule.Affects(next) && meetings.AreIn(rule, next)
        && !rule.Pins.Exclude(next.Pins, meetings.IsChanging)
        && !Exclusion.Is(_effort, [(next.Rule.When, true), .. After(rule, next)])
        && !Exclusion.Is(_effort, c => !meetings.IsChanging(c), (rule.Rule.When, true), (next.Rule.When, true));

    // What the rule leaves behind, as far as the next one looks at it.
    private IEnumerable<(Condition Condition, bool Wanted)> After(RuleProfile rule, RuleProfile next) =>
        from write in rule.Writes
        where next.Fields.Contains(write.Write.Field)
        let after = write.Write.Afterwards(catalogue)
        where after is not null
        select after.Value;

    private void Report(RuleProfile[] ring)
    {
        var isEndless = Writer.BySlot(ring, _effort).Values.Any(IsRestless);
        findings.Add(
            Code,
            isEndless ? RuleFindingSeverity.Warning : RuleFindingSeverity.Note,
            $"Rules {RuleText.List(ring)} make one another fire in a ring; "
                + (isEndless ? "only that a rule fires once a run ends it." : "it comes to rest once each has done its work."),
            ring.Select(r => r.Place));
    }

    private static bool IsRestless(List<Writer> writers) =>
        writers.Any(w => w.Value is null) || writers.Select(w => w.Value).Distinct(StringComparer.Ordinal).Skip(1).Any();
}
