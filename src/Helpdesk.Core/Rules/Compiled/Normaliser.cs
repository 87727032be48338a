using System.Diagnostics;
using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Compiled;

/// <summary>Makes a <see cref="Formula"/> of a condition: pushes <c>not</c> to the leaves, flattens, folds constants.</summary>
internal sealed class Normaliser(TokenSources sources)
{
    // A set that holds all of so many values is as many conditions; beyond, the interpreter answers.
    private const int MaxMembers = 8;

    public Formula Of(Condition condition) => Of(condition, isPositive: true);

    private Formula Of(Condition condition, bool isPositive) => condition switch
    {
        Condition.All all => Group(all.Parts, isAll: isPositive, isPositive),
        Condition.Any any => Group(any.Parts, isAll: !isPositive, isPositive),
        Condition.None none => Group(none.Parts, isAll: isPositive, !isPositive),
        Condition.Not not => Of(not.Part, !isPositive),
        Condition.Comparison comparison => Leaf(comparison, isPositive),
        _ => throw new UnreachableException(),
    };

    private Formula Leaf(Condition.Comparison comparison, bool isPositive)
    {
        if (comparison.Operator != Operator.HasAll || LiteralKinds.Of(comparison) == LiteralKind.Residue)
        {
            return new Formula.Leaf(new Literal(comparison, isPositive, sources.Learn(comparison)));
        }

        if (comparison.Values.Count > MaxMembers)
        {
            return new Formula.Leaf(new Literal(comparison, isPositive, source: null));
        }

        return Group(
            [.. comparison.Values.Select(v => new Condition.Comparison(comparison.Field, Operator.HasAny, [v]))], isAll: isPositive, isPositive);
    }

    private Formula Group(IReadOnlyList<Condition> parts, bool isAll, bool isPositive)
    {
        var (neutral, absorbing) = isAll ? (Formula.True, Formula.False) : (Formula.False, Formula.True);
        var flat = new List<Formula>(parts.Count);
        foreach (var part in parts)
        {
            var formula = Of(part, isPositive);
            if (IsConstant(formula, absorbing))
            {
                return absorbing;
            }

            switch (formula)
            {
                case Formula.All all when isAll:
                    flat.AddRange(all.Parts);
                    break;
                case Formula.Any any when !isAll:
                    flat.AddRange(any.Parts);
                    break;
                default:
                    flat.Add(formula);
                    break;
            }
        }

        return flat.Count switch
        {
            0 => neutral,
            1 => flat[0],
            _ => isAll ? new Formula.All(flat) : new Formula.Any(flat),
        };
    }

    private static bool IsConstant(Formula formula, Formula constant) => (formula, constant) switch
    {
        (Formula.All { Parts.Count: 0 }, Formula.All) => true,
        (Formula.Any { Parts.Count: 0 }, Formula.Any) => true,
        _ => false,
    };
}
