using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Analysis;

/// <summary>A comparison of a condition.</summary>
/// <param name="Comparison">The comparison.</param>
/// <param name="Place">Its JSON pointer inside the rule.</param>
internal sealed record ConditionLeaf(Condition.Comparison Comparison, string Place)
{
    /// <summary>All comparisons of a condition, in the order of the tree.</summary>
    public static IReadOnlyList<ConditionLeaf> Of(Condition condition)
    {
        var leaves = new List<ConditionLeaf>();
        Gather(condition, "/when", leaves);
        return leaves;
    }

    private static void Gather(Condition condition, string place, List<ConditionLeaf> leaves)
    {
        switch (condition)
        {
            case Condition.All all:
                Gather(all.Parts, place + "/all", leaves);
                break;
            case Condition.Any any:
                Gather(any.Parts, place + "/any", leaves);
                break;
            case Condition.None none:
                Gather(none.Parts, place + "/none", leaves);
                break;
            case Condition.Not not:
                Gather(not.Part, place + "/not", leaves);
                break;
            case Condition.Comparison comparison:
                leaves.Add(new ConditionLeaf(comparison, place));
                break;
        }
    }

    private static void Gather(IReadOnlyList<Condition> parts, string place, List<ConditionLeaf> leaves)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            Gather(parts[i], $"{place}/{i}", leaves);
        }
    }
}
