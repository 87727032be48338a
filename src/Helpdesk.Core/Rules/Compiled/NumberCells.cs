using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Compiled;

/// <summary>
/// Cells of a number: missing, each number that a rule mentions, and the gaps below, between and above these. So every
/// comparison is decided by the position among the sorted thresholds.
/// </summary>
internal sealed class NumberCells(Field field, int slot, int index) : CellSource(field, slot, index)
{
    private readonly HashSet<double> _mentioned = [];
    private double[] _thresholds = [];

    public override int Tokens => 2 + (2 * _thresholds.Length);

    public override bool Learn(Condition.Comparison comparison)
    {
        foreach (var value in comparison.Values)
        {
            _mentioned.Add(((FieldValue.Number)value).Value);
        }

        return true;
    }

    public override void Freeze() => _thresholds = [.. _mentioned.Order()];

    public override void Mark(Condition.Comparison comparison, Span<bool> holds)
    {
        if (comparison.Operator == Operator.IsSet)
        {
            holds[1..].Fill(true);
            return;
        }

        if (comparison.Operator == Operator.Between)
        {
            holds[CellOf(comparison.Values[0])..(CellOf(comparison.Values[1]) + 1)].Fill(true);
            return;
        }

        foreach (var value in comparison.Values)
        {
            var at = CellOf(((FieldValue.Number)value).Value);
            switch (comparison.Operator)
            {
                case Operator.Lt:
                    holds[1..at].Fill(true);
                    break;
                case Operator.Le:
                    holds[1..(at + 1)].Fill(true);
                    break;
                case Operator.Gt:
                    holds[(at + 1)..].Fill(true);
                    break;
                case Operator.Ge:
                    holds[at..].Fill(true);
                    break;
                default:
                    holds[at] = true;
                    break;
            }
        }
    }

    public override int CellOf(FieldValue? value) => value switch
    {
        null => 0,
        FieldValue.Number { Value: not double.NaN and var number } => CellOf(number),
        _ => Odd,
    };

    // 1 is the gap below the first threshold, 2 the first threshold, 3 the gap above it.
    private int CellOf(double number)
    {
        var at = Array.BinarySearch(_thresholds, number);
        return at >= 0 ? 2 + (2 * at) : 1 + (2 * ~at);
    }
}
