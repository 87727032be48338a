using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Compiled;

/// <summary>
/// Cells of a text or a choice: missing, a name that no rule mentions, the empty name, and each name that one mentions or that
/// has a rank.
/// </summary>
internal sealed class NameCells(Field field, int slot, int index) : CellSource(field, slot, index)
{
    private const int Missing = 0;
    private const int Other = 1;
    private const int First = 2;

    private readonly Dictionary<string, int> _cells = new(StringComparer.OrdinalIgnoreCase) { [""] = First };
    private bool _isRanked;
    private int[] _ranks = [];

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
                _cells.TryAdd(ComparableText.Of(name), First + _cells.Count);
            }
        }

        return true;
    }

    public override void Freeze()
    {
        if (!_isRanked)
        {
            return;
        }

        // Of names that stand there twice the first has the rank.
        _ranks = new int[Tokens];
        _ranks.AsSpan().Fill(-1);
        for (var rank = Field.Choices!.Count - 1; rank >= 0; rank--)
        {
            _ranks[_cells[ComparableText.Of(Field.Choices[rank])]] = rank;
        }
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

    public override int CellOf(FieldValue? value) => value switch
    {
        null => Missing,
        FieldValue.Text { Value: var text } => _cells.TryGetValue(ComparableText.Of(text), out var cell) ? cell : Other,
        _ => Odd,
    };

    private static bool IsRank(Operator op) => op is Operator.Lt or Operator.Le or Operator.Gt or Operator.Ge;

    private void MarkRanks(Condition.Comparison comparison, Span<bool> holds)
    {
        var wanted = _ranks[_cells[((FieldValue.Text)comparison.Values[0]).Value]];
        for (var cell = 0; cell < _ranks.Length; cell++)
        {
            var rank = _ranks[cell];
            holds[cell] |= rank >= 0 && wanted >= 0 && comparison.Operator switch
            {
                Operator.Lt => rank < wanted,
                Operator.Le => rank <= wanted,
                Operator.Gt => rank > wanted,
                _ => rank >= wanted,
            };
        }
    }
}
