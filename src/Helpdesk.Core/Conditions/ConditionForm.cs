namespace Helpdesk.Core.Conditions;

/// <summary>
/// A condition in negation normal form: <c>all</c> and <c>any</c> in turns over comparisons, negated or not, without
/// repetitions, with constants folded. It is written down again in the shorter of the possible ways.
/// </summary>
internal sealed class ConditionForm
{
    private readonly Condition.Comparison? _leaf;
    private readonly bool _isNegated;
    private readonly bool _isAll;
    private readonly ConditionForm[] _parts;
    private readonly string _key;

    private ConditionForm(Condition.Comparison leaf, bool isNegated)
    {
        (_leaf, _isNegated, _parts) = (leaf, isNegated, []);
        _key = (isNegated ? "-" : "+") + leaf.ToJson();
    }

    private ConditionForm(bool isAll, ConditionForm[] parts)
    {
        (_isAll, _parts) = (isAll, parts);
        _key = $"{(isAll ? "&" : "|")}({string.Join(',', parts.Select(p => p._key).Order(StringComparer.Ordinal))})";
    }

    public static Condition Simplify(Condition condition)
    {
        var (simple, _) = Of(condition, false).Write();
        return simple.Nodes <= condition.Nodes && simple.Depth <= Math.Max(condition.Depth, ConditionReader.MaxDepth) ? simple : condition;
    }

    private static ConditionForm Of(Condition condition, bool isNegated) => condition switch
    {
        Condition.All all => Group(!isNegated, all.Parts.Select(p => Of(p, isNegated))),
        Condition.Any any => Group(isNegated, any.Parts.Select(p => Of(p, isNegated))),
        Condition.None none => Group(!isNegated, none.Parts.Select(p => Of(p, !isNegated))),
        Condition.Not not => Of(not.Part, !isNegated),
        _ => new ConditionForm((Condition.Comparison)condition, isNegated),
    };

    private static ConditionForm Group(bool isAll, IEnumerable<ConditionForm> parts)
    {
        var kept = new Dictionary<string, ConditionForm>(StringComparer.Ordinal);
        foreach (var part in parts.SelectMany(p => p._leaf is null && p._isAll == isAll ? p._parts : [p]))
        {
            var isOpposite = part._leaf is null && part._parts.Length == 0;
            if (isOpposite || (part._leaf is not null && kept.ContainsKey((part._isNegated ? "+" : "-") + part._key[1..])))
            {
                return new ConditionForm(!isAll, []); // never in an all, always in an any
            }

            kept.TryAdd(part._key, part);
        }

        return kept.Count == 1 ? kept.Values.First() : new ConditionForm(isAll, [.. kept.Values]);
    }

    // What holds exactly when the form does, and what holds exactly when it does not.
    private (Condition Yes, Condition No) Write()
    {
        if (_leaf is not null)
        {
            var not = new Condition.Not(_leaf);
            return _isNegated ? (not, _leaf) : (_leaf, not);
        }

        (Condition Yes, Condition No)[] parts = [.. _parts.Select(p => p.Write())];
        (Condition Yes, Condition No)[] swapped = [.. parts.Select(p => (p.No, p.Yes))];
        return _isAll ? (All(parts), Any(swapped)) : (Any(parts), All(swapped));
    }

    private static Condition All((Condition Yes, Condition No)[] parts)
    {
        var (yes, no) = Divide(parts);
        return no.Length >= 2 || (no.Length == 1 && yes.Length == 0)
            ? yes.Length == 0 ? new Condition.None(no, isBounded: true) : new Condition.All([.. yes, new Condition.None(no, isBounded: true)], isBounded: true)
            : new Condition.All([.. parts.Select(p => p.Yes)], isBounded: true);
    }

    private static Condition Any((Condition Yes, Condition No)[] parts)
    {
        var (yes, no) = Divide(parts);
        var notAll = new Condition.Not(new Condition.All(no, isBounded: true));
        return no.Length >= 2 && yes.Length == 0 ? notAll
            : no.Length >= 3 ? new Condition.Any([.. yes, notAll], isBounded: true)
            : new Condition.Any([.. parts.Select(p => p.Yes)], isBounded: true);
    }

    private static (Condition[] Yes, Condition[] No) Divide((Condition Yes, Condition No)[] parts) => (
        [.. parts.Where(p => p.Yes.Nodes <= p.No.Nodes).Select(p => p.Yes)],
        [.. parts.Where(p => p.Yes.Nodes > p.No.Nodes).Select(p => p.No)]);
}
