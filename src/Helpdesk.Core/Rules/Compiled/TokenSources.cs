using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Compiled;

/// <summary>The sources of all fields that the comparisons of a rule set look at.</summary>
internal sealed class TokenSources
{
    private readonly Dictionary<(string Field, LiteralKind Kind), TokenSource> _byField = [];
    private readonly Dictionary<string, (Field Field, int Slot)> _fields = new(StringComparer.Ordinal);
    private readonly List<TokenSource> _all = [];

    public IReadOnlyList<TokenSource> All => _all;

    /// <summary>How many fields there are.</summary>
    public int Slots => _fields.Count;

    /// <summary>Takes a comparison in and says how it will be answered.</summary>
    public LiteralKind Learn(Condition.Comparison comparison)
    {
        var kind = LiteralKinds.Of(comparison);
        if (kind == LiteralKind.Residue)
        {
            return kind;
        }

        var field = comparison.Field;
        if (!_fields.TryGetValue(field.Name, out var known))
        {
            known = (field, _fields.Count);
            _fields.Add(field.Name, known);
        }

        if (known.Field != field)
        {
            return LiteralKind.Residue;
        }

        if (!_byField.TryGetValue((field.Name, kind), out var source))
        {
            source = TokenSource.Of(field, kind, known.Slot, _all.Count);
            _byField.Add((field.Name, kind), source);
            _all.Add(source);
        }

        return source.Learn(comparison) ? kind : LiteralKind.Residue;
    }

    public void Freeze()
    {
        foreach (var source in _all)
        {
            source.Freeze();
        }
    }

    /// <summary>The source that answers a literal; null for one of the residue.</summary>
    public TokenSource? Of(Literal literal) =>
        literal.Kind == LiteralKind.Residue ? null : _byField[(literal.Comparison.Field.Name, literal.Kind)];
}
