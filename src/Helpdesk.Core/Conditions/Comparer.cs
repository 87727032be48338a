using System.Diagnostics;

namespace Helpdesk.Core.Conditions;

/// <summary>
/// Compares one field with the values of a comparison. Positive operators only: a missing value satisfies none, except that it
/// equals <c>@none</c>. Nothing is allocated for choices, numbers, flags, moments and texts in ASCII.
/// </summary>
internal static class Comparer
{
    public static bool Holds(Condition.Comparison comparison, IFieldValues values)
    {
        var current = comparison.Field.Current(values);
        if (comparison.IsChange)
        {
            var before = comparison.Field.Before(values);
            return !Same(before, current, comparison.Case) && comparison.Operator switch
            {
                Operator.ChangedTo => IsOneOf(current, comparison, values),
                Operator.ChangedFrom => IsOneOf(before, comparison, values),
                _ => true,
            };
        }

        return Satisfies(current, comparison, values);
    }

    /// <summary>Whether the value itself satisfies the comparison, which is none of a change.</summary>
    public static bool Satisfies(FieldValue? current, Condition.Comparison comparison, IFieldValues values) =>
        current switch
        {
            _ when comparison.IsRelative => IsOneOf(current, comparison, values),
            null => false,
            FieldValue.Text text when comparison.Field.Type == FieldType.Text => TextComparer.Holds(ComparableText.Of(text.Value), comparison),
            FieldValue.Text choice => Choice(choice, comparison, values),
            FieldValue.Number number => Number(number.Value, comparison),
            FieldValue.Flag => comparison.Operator == Operator.IsSet || IsOneOf(current, comparison, values),
            FieldValue.Moment moment => MomentComparer.Holds(moment.Value, comparison, values.Now),
            FieldValue.TextSet set => SetComparer.Holds(set, comparison),
            _ => throw new UnreachableException(),
        };

    /// <summary>Whether two values are the same: texts normalised, sets in any order.</summary>
    public static bool Same(FieldValue? a, FieldValue? b, StringComparison @case) => (a, b) switch
    {
        (FieldValue.Text x, FieldValue.Text y) => string.Equals(ComparableText.Of(x.Value), ComparableText.Of(y.Value), @case),
        (FieldValue.TextSet x, FieldValue.TextSet y) => SetComparer.Same(x, y),
        _ => Equals(a, b),
    };

    private static bool IsOneOf(FieldValue? value, Condition.Comparison comparison, IFieldValues values)
    {
        for (var i = 0; i < comparison.Values.Count; i++)
        {
            var wanted = comparison.Values[i];
            if (comparison.IsRelative && wanted is FieldValue.Text { Value: var text } && RelativeValue.Is(text)
                ? IsRelative(value, text, values)
                : value is not null && Same(value, wanted, comparison.Case))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRelative(FieldValue? value, string relative, IFieldValues values)
    {
        var isSet = value is FieldValue.Text { Value.Length: > 0 };
        return RelativeValue.FieldOf(relative) is { } other
            ? isSet && Same(value, values.Current(other), StringComparison.OrdinalIgnoreCase)
            : !isSet;
    }

    private static bool Choice(FieldValue.Text choice, Condition.Comparison comparison, IFieldValues values) => comparison.Operator switch
    {
        Operator.IsSet => choice.Value.Length > 0,
        Operator.Eq or Operator.In => IsOneOf(choice, comparison, values),
        _ => Ranks(RankOf(choice.Value, comparison), comparison.Operator, RankOf(((FieldValue.Text)comparison.Values[0]).Value, comparison)),
    };

    private static double RankOf(string choice, Condition.Comparison comparison)
    {
        var name = ComparableText.Of(choice);
        var choices = comparison.Field.Choices ?? [];
        for (var i = 0; i < choices.Count; i++)
        {
            if (string.Equals(ComparableText.Of(choices[i]), name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return double.NaN; // Compares false with everything: an unknown name has no rank.
    }

    private static bool Number(double number, Condition.Comparison comparison)
    {
        switch (comparison.Operator)
        {
            case Operator.IsSet:
                return true;
            case Operator.Between:
                return number >= Wanted(comparison, 0) && number <= Wanted(comparison, 1);
            case Operator.Eq or Operator.In:
                for (var i = 0; i < comparison.Values.Count; i++)
                {
                    if (number.Equals(Wanted(comparison, i)))
                    {
                        return true;
                    }
                }

                return false;
            default:
                return Ranks(number, comparison.Operator, Wanted(comparison, 0));
        }
    }

    private static double Wanted(Condition.Comparison comparison, int index) => ((FieldValue.Number)comparison.Values[index]).Value;

    private static bool Ranks(double value, Operator op, double other) => op switch
    {
        Operator.Lt => value < other,
        Operator.Le => value <= other,
        Operator.Gt => value > other,
        Operator.Ge => value >= other,
        _ => throw new UnreachableException(),
    };
}
