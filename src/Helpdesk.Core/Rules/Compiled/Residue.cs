using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Compiled;

/// <summary>
/// What is left to look at when the index has not excluded a rule: the cheapest first, regular expressions last. A closed family.
/// </summary>
internal abstract class Residue
{
    private Residue(int cost) => Cost = cost;

    private int Cost { get; }

    public static Residue Of(Formula formula) => formula switch
    {
        Formula.All all => new Group(Parts(all.Parts), isAll: true),
        Formula.Any any => new Group(Parts(any.Parts), isAll: false),
        Formula.Leaf { What: { Kind: LiteralKind.Keyword, Source: { } source } literal } => new Keywords(literal, source),
        Formula.Leaf leaf => new Interpreted(leaf.What),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public abstract bool Holds(Scratch scratch);

    private static Residue[] Parts(IReadOnlyList<Formula> parts) =>
        [.. parts.Select(Of).OrderBy(p => p.Cost)];

    private sealed class Group(Residue[] parts, bool isAll) : Residue(parts.Length == 0 ? 0 : parts[^1].Cost)
    {
        public override bool Holds(Scratch scratch)
        {
            foreach (var part in parts)
            {
                if (part.Holds(scratch) != isAll)
                {
                    return !isAll;
                }
            }

            return isAll;
        }
    }

    private sealed class Interpreted(Literal literal)
        : Residue(literal.Comparison.Field.Type switch { FieldType.Text => 4, FieldType.TextSet => 2, _ => 1 })
    {
        public override bool Holds(Scratch scratch) => literal.Comparison.Evaluate(scratch.Fields) == literal.IsPositive;
    }

    private sealed class Keywords : Residue
    {
        private readonly TokenSource _source;
        private readonly int[] _ids;
        private readonly bool _isPositive;

        public Keywords(Literal literal, TokenSource source)
            : base(3)
        {
            (_source, _isPositive) = (source, literal.IsPositive);
            Span<bool> holds = new bool[source.Tokens];
            source.Mark(literal.Comparison, holds);
            var ids = new List<int>();
            for (var id = 0; id < holds.Length; id++)
            {
                if (holds[id])
                {
                    ids.Add(id);
                }
            }

            _ids = [.. ids];
        }

        public override bool Holds(Scratch scratch)
        {
            var found = scratch.Tokens(_source);
            foreach (var id in _ids)
            {
                if (found.Has(id))
                {
                    return _isPositive;
                }
            }

            return !_isPositive;
        }
    }
}
