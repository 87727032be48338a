using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Compiled;

/// <summary>
/// Cells of a text or a choice: missing, a name that no rule mentions, the empty name, and each name that one mentions or that
/// has a rank.
/// </summary>
internal sealed class NameCells : CellSource
{
    private const int Missing = 0;
    private const int Other = 1;
    private const int First = 2;

    private readonly Dictionary<string, int> _cells = new(StringComparer.OrdinalIgnoreCase) { [""] = First };
    private readonly bool _isText;
    private bool _isRanked;

    public NameCells(Field field, int slot, int index)
        : base(field, slot, index) => _isText = field.Type == FieldType.Text;

    public override int Tokens => First + _cells.Count;

    public override bool Learn(Condition.Comparison comparison)
    {
        foreach (var value in comparison.Values)
        {
            _cells.TryAdd(((FieldValue.Text)value).Value, First + _cells.Count);
        }

        if (!_isRanked && IsRank(comparison.Operator))
        {
            _isRanked = true;
            foreach (var name in Field.Choices!)
            {
                _cells.TryAdd(name, First + _cells.Count);
            }
        }

        return true;
    }

    public override void Freeze()
    {
    }

    public override void Mark(Condition.Comparison comparison, Span<bool> holds)
    {
        if (comparison.Operator == Operator.IsSet)
        {
            holds[Other] = true;
            holds[(First + 1)..].Fill(true);
        }
        else if (IsRank(comparison.Operator))
        {
            MarkRanks(comparison, holds);
        }
        else
        {
            foreach (var value in comparison.Values)
            {
                holds[_cells[((FieldValue.Text)value).Value]] = true;
            }
        }
    }

    public override int CellOf(FieldValue? value)
    {
        if (value is null)
        {
            return Missing;
        }

        if (value is not FieldValue.Text { Value: var raw })
        {
            return Odd;
        }

        // Names of choices are compared as they stand where they have a rank; one that is not in the form in which texts are
        // compared is left to the interpreter.
        var text = ComparableText.Of(raw);
        if (!_isText && !ReferenceEquals(text, raw) && !string.Equals(text, raw, StringComparison.Ordinal))
        {
            return Odd;
        }

        return _cells.TryGetValue(text, out var cell) ? cell : Other;
    }

    private static bool IsRank(Operator op) => op is Operator.Lt or Operator.Le or Operator.Gt or Operator.Ge;

    private void MarkRanks(Condition.Comparison comparison, Span<bool> holds)
    {
        var choices = Field.Choices!;
        foreach (var value in comparison.Values)
        {
            var wanted = RankOf(((FieldValue.Text)value).Value);
            for (var rank = 0; wanted >= 0 && rank < choices.Count; rank++)
            {
                // Of names that stand there twice the first has the rank.
                holds[_cells[choices[rank]]] |= RankOf(choices[rank]) == rank && comparison.Operator switch
                {
                    Operator.Lt => rank < wanted,
                    Operator.Le => rank <= wanted,
                    Operator.Gt => rank > wanted,
                    _ => rank >= wanted,
                };
            }
        }
    }

    private int RankOf(string name)
    {
        var choices = Field.Choices!;
        for (var i = 0; i < choices.Count; i++)
        {
            if (string.Equals(choices[i], name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}
