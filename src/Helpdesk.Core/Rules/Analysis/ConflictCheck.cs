using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Analysis;

/// <summary>
/// Pairs of rules that may fire in one run and set one field differently: a warning where both may hold at once, a note where it takes
/// the one, or a third, to make the other fire.
/// </summary>
internal sealed class ConflictCheck(IReadOnlyList<RuleProfile> rules, RuleMeetings meetings, RuleMode mode, RuleFindings findings)
{
    private const string Code = "conflicting-writes";

    // Of two rules that differ in more, so many slots are named.
    private const int MaxSlots = 8;

    private readonly Effort _effort = new();
    private readonly Dictionary<(int First, int Second), Pair> _found = [];
    private readonly Dictionary<RuleFindingSeverity, int> _room = new()
    {
        [RuleFindingSeverity.Warning] = RuleFindings.Most,
        [RuleFindingSeverity.Note] = RuleFindings.Most,
    };

    public void Look()
    {
        foreach (var (slot, writers) in Writer.BySlot(rules, _effort))
        {
            foreach (var (a, b) in AtOdds(writers))
            {
                if (_room[RuleFindingSeverity.Warning] == 0 || !_effort.Spend(1))
                {
                    findings.Cut(Code);
                    Report();
                    return;
                }

                var (first, second) = a.Rule.Order < b.Rule.Order ? (a, b) : (b, a);
                if (Find(first.Rule, second.Rule) is { } pair && pair.Slots.Count < MaxSlots)
                {
                    pair.Slots.Add((slot, first, second));
                }
            }
        }

        Report();
    }

    private static IEnumerable<(Writer A, Writer B)> AtOdds(List<Writer> writers)
    {
        Writer[][] groups = [.. writers.GroupBy(w => w.Value, StringComparer.Ordinal).Select(g => g.ToArray())];
        return
            from i in Enumerable.Range(0, groups.Length)
            from j in Enumerable.Range(i + 1, groups.Length - i - 1)
            from a in groups[i]
            from b in groups[j]
            select (a, b);
    }

    private Pair? Find(RuleProfile first, RuleProfile second)
    {
        if (_found.TryGetValue((first.Order, second.Order), out var known))
        {
            return known;
        }

        if (Judge(first, second) is not { } severity || _effort.IsSpent)
        {
            return null;
        }

        if (_room[severity] == 0)
        {
            findings.Cut(Code);
            return null;
        }

        _room[severity]--;
        return _found[(first.Order, second.Order)] = new Pair(first, second, severity);
    }

    // A rule that stops the later one leaves it no turn; the later one may still come first where something makes the earlier
    // one fire after it.
    private RuleFindingSeverity? Judge(RuleProfile first, RuleProfile second)
    {
        if (!meetings.AreIn(first, second) || first.Pins.Exclude(second.Pins, meetings.IsChanging))
        {
            return null;
        }

        var isStopped = first.Stops(second);
        if (isStopped && (mode == RuleMode.Sequential || !meetings.IsAffected(first)))
        {
            return null;
        }

        if (!isStopped && !first.Pins.Exclude(second.Pins) && !Exclude(first, second, _ => true))
        {
            return RuleFindingSeverity.Warning;
        }

        return Exclude(first, second, c => !meetings.IsChanging(c)) ? null : RuleFindingSeverity.Note;
    }

    private bool Exclude(RuleProfile a, RuleProfile b, Predicate<Condition.Comparison> counts) =>
        Exclusion.Is(_effort, counts, (a.Rule.When, true), (b.Rule.When, true));

    private void Report()
    {
        foreach (var pair in _found.OrderBy(p => p.Key).Select(p => p.Value))
        {
            var (a, b) = (pair.First, pair.Second);
            var what = string.Join(", ", pair.Slots.Select(s => $"{s.Slot} ({Shown(s.First)}, {Shown(s.Second)})"));
            var outcome = pair.Severity == RuleFindingSeverity.Warning
                ? $"may fire in one run and set differently {what}: where both hold from the start, '{b.Rule.Id}' has the last word"
                : $"set differently {what}, and both fire in one run if something in it makes one of them hold: the one that fires last has the last word";
            findings.Add(
                Code,
                pair.Severity,
                $"Rules '{a.Rule.Id}' and '{b.Rule.Id}' {outcome}.",
                [
                    .. pair.Slots.Select(s => s.First.Action).Distinct().Order().Select(i => a.At($"/then/{i}")),
                    .. pair.Slots.Select(s => s.Second.Action).Distinct().Order().Select(i => b.At($"/then/{i}")),
                ]);
        }
    }

    private static string Shown(Writer writer) => writer.Value ?? "from what it was";

    private sealed record Pair(RuleProfile First, RuleProfile Second, RuleFindingSeverity Severity)
    {
        public List<(string Slot, Writer First, Writer Second)> Slots { get; } = [];
    }
}
