using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Compiled;

/// <summary>
/// Turns what a field holds into small numbers, its tokens: one cell of a partition of the values, or several members or
/// keywords. Collects what comparisons name while rules are compiled; afterwards immutable and safe from any number of threads.
/// </summary>
internal abstract class TokenSource(Field field, LiteralKind kind, int slot, int index)
{
    public Field Field { get; } = field;

    public LiteralKind Kind { get; } = kind;

    /// <summary>The place of the field among all fields.</summary>
    public int Slot { get; } = slot;

    /// <summary>The place among all sources.</summary>
    public int Index { get; } = index;

    /// <summary>How many tokens there are.</summary>
    public abstract int Tokens { get; }

    /// <summary>Takes in what a comparison names; false when it cannot be answered by tokens.</summary>
    public abstract bool Learn(Condition.Comparison comparison);

    /// <summary>Ends the collecting.</summary>
    public abstract void Freeze();

    /// <summary>Sets the tokens at which a comparison holds, and leaves the others as they are.</summary>
    public abstract void Mark(Condition.Comparison comparison, Span<bool> holds);

    /// <summary>Adds the tokens of a value; false when the value is none that this source understands.</summary>
    public abstract bool Read(FieldValue? value, TokenSet tokens);

    /// <summary>The source for the comparisons of a kind on a field.</summary>
    public static TokenSource Of(Field field, LiteralKind kind, int slot, int index) => (kind, field.Type) switch
    {
        (LiteralKind.Member, _) => new MemberSource(field, slot, index),
        (LiteralKind.Keyword, _) => new KeywordSource(field, slot, index),
        (_, FieldType.Number) => new NumberCells(field, slot, index),
        (_, FieldType.Flag) => new FlagCells(field, slot, index),
        _ => new NameCells(field, slot, index),
    };
}
