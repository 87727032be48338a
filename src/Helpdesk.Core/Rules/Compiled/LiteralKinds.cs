using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Compiled;

/// <summary>
/// Which comparisons the index answers. Only what is known here is: an operator, an option or a kind of value that is new to
/// this file is left to the interpreter.
/// </summary>
internal static class LiteralKinds
{
    private const int MaxChoices = 1_000;

    public static LiteralKind Of(Condition.Comparison comparison) => !IsPlain(comparison)
        ? LiteralKind.Residue
        : comparison.Operator switch
        {
            Operator.IsSet => OfPresence(comparison.Field.Type),
            Operator.Eq or Operator.In => HasCells(comparison) ? LiteralKind.Cell : LiteralKind.Residue,
            Operator.Lt or Operator.Le or Operator.Gt or Operator.Ge => IsRanked(comparison) ? LiteralKind.Cell : LiteralKind.Residue,
            Operator.HasAny or Operator.HasAll when comparison.Field.Type == FieldType.TextSet && AreTexts(comparison) => LiteralKind.Member,
            Operator.ContainsText or Operator.ContainsWord when comparison.Field.Type == FieldType.Text && AreTexts(comparison) =>
                LiteralKind.Keyword,
            _ => LiteralKind.Residue,
        };

    // Options and accessors are properties beside the three that are known: a plain comparison equals one made without them.
    // A text that begins with @ may stand for something that is known only at the evaluation.
    private static bool IsPlain(Condition.Comparison comparison)
    {
        var field = comparison.Field;
        if (comparison != new Condition.Comparison(field, comparison.Operator, comparison.Values)
            || field != new Field(field.Name, field.Type, field.Choices))
        {
            return false;
        }

        foreach (var value in comparison.Values)
        {
            if (value is FieldValue.Text { Value: ['@', ..] } && field.Type == FieldType.Choice)
            {
                return false;
            }
        }

        return comparison.Values.Count > 0 || comparison.Operator == Operator.IsSet;
    }

    private static LiteralKind OfPresence(FieldType type) => type switch
    {
        FieldType.Text or FieldType.Choice or FieldType.Number or FieldType.Flag => LiteralKind.Cell,
        FieldType.TextSet => LiteralKind.Member,
        _ => LiteralKind.Residue,
    };

    private static bool HasCells(Condition.Comparison comparison) => comparison.Field.Type switch
    {
        FieldType.Text or FieldType.Choice => AreTexts(comparison),
        FieldType.Number => AreNumbers(comparison),
        FieldType.Flag => comparison.Values.All(v => v is FieldValue.Flag),
        _ => false,
    };

    // The ranks of choices are found by their names as they stand; only where those are in the form in which texts are
    // compared is the rank a property of the cell.
    private static bool IsRanked(Condition.Comparison comparison) => comparison.Field switch
    {
        { Type: FieldType.Number } => AreNumbers(comparison),
        { Type: FieldType.Choice, Choices: { Count: <= MaxChoices } choices } => AreTexts(comparison) && choices.All(IsComparable),
        _ => false,
    };

    private static bool AreNumbers(Condition.Comparison comparison) =>
        comparison.Values.All(v => v is FieldValue.Number { Value: not double.NaN });

    private static bool AreTexts(Condition.Comparison comparison) =>
        comparison.Values.All(v => v is FieldValue.Text { Value.Length: > 0 } text && IsComparable(text.Value));

    private static bool IsComparable(string text) => string.Equals(ComparableText.Of(text), text, StringComparison.Ordinal);
}
