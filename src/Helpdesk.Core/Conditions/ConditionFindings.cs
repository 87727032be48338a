namespace Helpdesk.Core.Conditions;

/// <summary>Looks for parts of a condition that never or always hold, from the inside out.</summary>
internal sealed class ConditionFindings
{
    private readonly List<Fault> _found = [];
    private readonly HashSet<Condition> _reported = new(ReferenceEqualityComparer.Instance);

    public IReadOnlyList<Fault> Of(Condition condition)
    {
        Look(condition, "");
        return _found;
    }

    private void Look(Condition condition, string place)
    {
        switch (condition)
        {
            case Condition.All all:
                Look(all.Parts, place + "/all");
                break;
            case Condition.Any any:
                Look(any.Parts, place + "/any");
                break;
            case Condition.None none:
                Look(none.Parts, place + "/none");
                break;
            case Condition.Not not:
                Look(not.Part, place + "/not");
                return; // It says no more than its part.
        }

        if (condition is Condition.Any { Parts.Count: 0 } || Contradiction.Is(Literals(condition, true)))
        {
            Report(condition, place, "contradiction", "This never holds");
        }
        else if (Contradiction.Is(Literals(condition, false)))
        {
            Report(condition, place, "tautology", "This always holds");
        }
    }

    private void Look(IReadOnlyList<Condition> parts, string place)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            Look(parts[i], $"{place}/{i}");
        }
    }

    private void Report(Condition condition, string place, string code, string what)
    {
        var text = condition.ToText();
        _found.Add(new Fault(code, $"{what}: {(text.Length <= 200 ? text : text[..200] + "…")}.", place));
        _reported.Add(condition);
    }

    // The comparisons that all have to be answered so if the condition is answered so. Parts that were reported are left out:
    // what follows from them is no news.
    private List<(Condition.Comparison Comparison, bool Wanted)> Literals(Condition condition, bool wanted)
    {
        var literals = new List<(Condition.Comparison, bool)>();
        Gather(condition, wanted, literals);
        return literals;
    }

    private void Gather(Condition condition, bool wanted, List<(Condition.Comparison, bool)> literals)
    {
        if (_reported.Contains(condition))
        {
            return;
        }

        var (parts, each) = (condition, wanted) switch
        {
            (Condition.All all, true) => (all.Parts, true),
            (Condition.Any any, false) => (any.Parts, false),
            (Condition.None none, true) => (none.Parts, false),
            (Condition.All { Parts: [_] } all, false) => (all.Parts, false),
            (Condition.Any { Parts: [_] } any, true) => (any.Parts, true),
            (Condition.None { Parts: [_] } none, false) => (none.Parts, true),
            (Condition.Not not, _) => ([not.Part], !wanted),
            _ => ([], wanted),
        };
        if (condition is Condition.Comparison comparison)
        {
            literals.Add((comparison, wanted));
        }

        foreach (var part in parts)
        {
            Gather(part, each, literals);
        }
    }
}
