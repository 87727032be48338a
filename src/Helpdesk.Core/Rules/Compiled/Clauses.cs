namespace Helpdesk.Core.Rules.Compiled;

/// <summary>
/// A formula as an AND of clauses, each an OR of literals. What would grow beyond <see cref="Limit"/> clauses is held by one
/// necessary clause instead and is not exact: the formula itself must be looked at as well.
/// </summary>
/// <param name="All">The clauses.</param>
/// <param name="IsExact">Whether they say the same as the formula; otherwise they only follow from it.</param>
internal sealed record Clauses(IReadOnlyList<Literal[]> All, bool IsExact)
{
    /// <summary>How many clauses an OR may become.</summary>
    public const int Limit = 16;

    public static Clauses Of(Formula formula) => formula switch
    {
        Formula.Leaf leaf => new Clauses([[leaf.What]], IsExact: true),
        Formula.Any any when any.Parts.All(p => p is Formula.Leaf) =>
            new Clauses([[.. any.Parts.Select(p => ((Formula.Leaf)p).What)]], IsExact: true),
        Formula.All all => And([.. all.Parts.Select(Of)]),
        Formula.Any any => Or([.. any.Parts.Select(Of)]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Clauses And(Clauses[] parts) => new([.. parts.SelectMany(p => p.All)], parts.All(p => p.IsExact));

    private static Clauses Or(Clauses[] parts)
    {
        var count = 1L;
        foreach (var part in parts)
        {
            count = Math.Min(count * part.All.Count, Limit + 1);
        }

        return count > Limit
            ? new Clauses([[.. parts.SelectMany(p => p.All.MinBy(Cost)!).Distinct()]], IsExact: false)
            : new Clauses(Distribute(parts), parts.All(p => p.IsExact));
    }

    private static List<Literal[]> Distribute(Clauses[] parts)
    {
        List<Literal[]> product = [[]];
        foreach (var part in parts)
        {
            product = [.. product.SelectMany(p => part.All.Select(c => (Literal[])[.. p.Union(c)]))];
        }

        return product;
    }

    // The best necessary clause is one that the index answers, with few literals.
    private static int Cost(Literal[] clause) =>
        clause.Sum(l => l.Kind switch { LiteralKind.Cell => 1, LiteralKind.Member => 2, LiteralKind.Keyword => 3, _ => 1_000 });
}
