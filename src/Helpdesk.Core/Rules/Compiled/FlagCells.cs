using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Compiled;

/// <summary>Cells of a flag: missing, false, true.</summary>
internal sealed class FlagCells(Field field, int slot, int index) : CellSource(field, slot, index)
{
    public override int Tokens => 3;

    public override bool Learn(Condition.Comparison comparison) => true;

    public override void Freeze()
    {
    }

    public override void Mark(Condition.Comparison comparison, Span<bool> holds)
    {
        if (comparison.Operator == Operator.IsSet)
        {
            holds[1..].Fill(true);
        }

        foreach (var value in comparison.Values)
        {
            holds[((FieldValue.Flag)value).Value ? 2 : 1] = true;
        }
    }

    public override int CellOf(FieldValue? value) => value switch
    {
        null => 0,
        FieldValue.Flag flag => flag.Value ? 2 : 1,
        _ => Odd,
    };
}
