using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Compiled;

/// <summary>
/// Which comparisons the index answers. Only what is known here is: an operator that is new to this file is left to the interpreter.
/// </summary>
internal static class LiteralKinds
{
    private const int MaxChoices = 1_000;

    // Case is the only option of the operators below; a relative value stands for what another field holds at the evaluation.
    public static LiteralKind Of(Condition.Comparison comparison) => comparison.IsCaseSensitive || comparison.IsRelative
        ? LiteralKind.Residue
        : (comparison.Operator, comparison.Field.Type) switch
        {
            (Operator.IsSet or Operator.Eq or Operator.In, FieldType.Text or FieldType.Choice or FieldType.Number or FieldType.Flag) =>
                LiteralKind.Cell,
            (Operator.Lt or Operator.Le or Operator.Gt or Operator.Ge or Operator.Between, FieldType.Number) => LiteralKind.Cell,
            (Operator.Lt or Operator.Le or Operator.Gt or Operator.Ge, FieldType.Choice) => OfRank(comparison.Field),
            (Operator.IsSet or Operator.HasAny or Operator.HasAll, FieldType.TextSet) => LiteralKind.Member,
            (Operator.ContainsText or Operator.ContainsWord, FieldType.Text) => LiteralKind.Keyword,
            _ => LiteralKind.Residue,
        };

    private static LiteralKind OfRank(Field field) =>
        field.Choices is { Count: <= MaxChoices } ? LiteralKind.Cell : LiteralKind.Residue;
}
