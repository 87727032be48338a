using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Compiled;

/// <summary>The sources of all fields that the comparisons of a rule set look at.</summary>
internal sealed class TokenSources
{
    private readonly Dictionary<string, Known> _fields = new(StringComparer.Ordinal);
    private readonly List<TokenSource> _all = [];

    public IReadOnlyList<TokenSource> All => _all;

    /// <summary>How many fields there are.</summary>
    public int Slots => _fields.Count;

    /// <summary>Takes a comparison in.</summary>
    /// <returns>The source that answers it; null when the interpreter does.</returns>
    public TokenSource? Learn(Condition.Comparison comparison)
    {
        var kind = LiteralKinds.Of(comparison);
        if (kind == LiteralKind.Residue)
        {
            return null;
        }

        var field = comparison.Field;
        if (!_fields.TryGetValue(field.Name, out var known))
        {
            known = new Known(field, _fields.Count);
            _fields.Add(field.Name, known);
        }

        if (known.Field != field)
        {
            return null;
        }

        ref var source = ref known.Sources[(int)kind];
        if (source is null)
        {
            source = TokenSource.Of(field, kind, known.Slot, _all.Count);
            _all.Add(source);
        }

        return source.Learn(comparison) ? source : null;
    }

    public void Freeze()
    {
        foreach (var source in _all)
        {
            source.Freeze();
        }
    }

    private sealed class Known(Field field, int slot)
    {
        public Field Field { get; } = field;

        public int Slot { get; } = slot;

        /// <summary>By <see cref="LiteralKind"/>.</summary>
        public TokenSource?[] Sources { get; } = new TokenSource?[(int)LiteralKind.Residue];
    }
}
