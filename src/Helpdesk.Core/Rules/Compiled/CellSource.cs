using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Compiled;

/// <summary>A source of exactly one token: the cell of a partition of all values in which the field's lies.</summary>
internal abstract class CellSource(Field field, int slot, int index) : TokenSource(field, LiteralKind.Cell, slot, index)
{
    /// <summary>What <see cref="CellOf"/> says of a value that the source does not understand.</summary>
    public const int Odd = -1;

    /// <summary>The cell of a value, or <see cref="Odd"/>.</summary>
    public abstract int CellOf(FieldValue? value);

    /// <inheritdoc />
    public sealed override bool Read(FieldValue? value, TokenSet tokens) => throw new System.Diagnostics.UnreachableException();
}
