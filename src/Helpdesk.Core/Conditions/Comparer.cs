using System.Diagnostics;

namespace Helpdesk.Core.Conditions;

/// <summary>Compares one field with the values of a comparison. Positive operators only: a missing value satisfies none.</summary>
internal static class Comparer
{
    public static bool Holds(Condition.Comparison comparison, IFieldValues values)
    {
        var current = values.Current(comparison.Field.Name);
        if (comparison.Operator is Operator.Changed or Operator.ChangedTo or Operator.ChangedFrom)
        {
            var before = values.Before(comparison.Field.Name);
            return !Same(before, current) && comparison.Operator switch
            {
                Operator.ChangedTo => current is not null && IsOneOf(current, comparison),
                Operator.ChangedFrom => before is not null && IsOneOf(before, comparison),
                _ => true,
            };
        }

        return current switch
        {
            null => false,
            FieldValue.Text text when comparison.Field.Type == FieldType.Text => Text(ComparableText.Of(text.Value), comparison),
            FieldValue.Text choice => Choice(choice.Value, comparison),
            FieldValue.Number number => Rank(number.Value, comparison, v => ((FieldValue.Number)v).Value),
            FieldValue.Flag flag => comparison.Operator == Operator.IsSet || IsOneOf(flag, comparison),
            FieldValue.Moment moment => Moment(moment, comparison, values),
            FieldValue.TextSet set => Set(set, comparison),
            _ => throw new UnreachableException(),
        };
    }

    private static bool IsOneOf(FieldValue value, Condition.Comparison comparison)
    {
        foreach (var wanted in comparison.Values)
        {
            if (Same(value, wanted))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Same(FieldValue? a, FieldValue? b) => (a, b) switch
    {
        (FieldValue.Text x, FieldValue.Text y) => SameText(ComparableText.Of(x.Value), ComparableText.Of(y.Value)),
        (FieldValue.TextSet x, FieldValue.TextSet y) =>
            x.Values.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(y.Values),
        _ => Equals(a, b),
    };

    private static bool SameText(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static bool Text(string text, Condition.Comparison comparison)
    {
        if (comparison.Operator == Operator.IsSet)
        {
            return text.Length > 0;
        }

        if (comparison.Pattern is { } pattern)
        {
            return pattern.IsMatch(text);
        }

        foreach (var value in comparison.Values)
        {
            var wanted = ((FieldValue.Text)value).Value;
            var holds = comparison.Operator switch
            {
                Operator.Eq or Operator.In => SameText(text, wanted),
                Operator.ContainsText => text.Contains(wanted, StringComparison.OrdinalIgnoreCase),
                Operator.ContainsWord => ContainsWord(text, wanted),
                Operator.StartsWith => text.StartsWith(wanted, StringComparison.OrdinalIgnoreCase),
                Operator.EndsWith => text.EndsWith(wanted, StringComparison.OrdinalIgnoreCase),
                _ => throw new UnreachableException(),
            };
            if (holds)
            {
                return true;
            }
        }

        return false;
    }

    private static bool ContainsWord(string text, string word)
    {
        for (var from = 0; from <= text.Length - word.Length;)
        {
            var at = text.IndexOf(word, from, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                return false;
            }

            var end = at + word.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return true;
            }

            from = at + 1;
        }

        return false;
    }

    private static bool Choice(string choice, Condition.Comparison comparison) => comparison.Operator switch
    {
        Operator.IsSet => choice.Length > 0,
        Operator.Eq or Operator.In => IsOneOf(new FieldValue.Text(choice), comparison),
        _ => Rank(RankOf(choice, comparison), comparison, v => RankOf(((FieldValue.Text)v).Value, comparison)),
    };

    private static double RankOf(string choice, Condition.Comparison comparison)
    {
        var choices = comparison.Field.Choices ?? [];
        for (var i = 0; i < choices.Count; i++)
        {
            if (SameText(choices[i], choice))
            {
                return i;
            }
        }

        return double.NaN; // Compares false with everything: an unknown name has no rank.
    }

    private static bool Rank(double value, Condition.Comparison comparison, Func<FieldValue, double> number)
    {
        if (comparison.Operator == Operator.IsSet)
        {
            return true;
        }

        foreach (var wanted in comparison.Values)
        {
            var other = number(wanted);
            var holds = comparison.Operator switch
            {
                Operator.Eq or Operator.In => value.Equals(other),
                Operator.Lt => value < other,
                Operator.Le => value <= other,
                Operator.Gt => value > other,
                Operator.Ge => value >= other,
                _ => throw new UnreachableException(),
            };
            if (holds)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Moment(FieldValue.Moment moment, Condition.Comparison comparison, IFieldValues values) =>
        comparison.Operator switch
        {
            Operator.IsSet => true,
            Operator.Before => moment.Value < ((FieldValue.Moment)comparison.Values[0]).Value,
            Operator.After => moment.Value > ((FieldValue.Moment)comparison.Values[0]).Value,
            Operator.OlderThan => values.Now - moment.Value >= comparison.Age,
            Operator.YoungerThan => values.Now - moment.Value < comparison.Age,
            _ => throw new UnreachableException(),
        };

    private static bool Set(FieldValue.TextSet set, Condition.Comparison comparison)
    {
        var held = set.Values.Select(ComparableText.Of).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var wanted = comparison.Values.Select(v => ((FieldValue.Text)v).Value);
        return comparison.Operator switch
        {
            Operator.IsSet => held.Count > 0,
            Operator.HasAny => wanted.Any(held.Contains),
            Operator.HasAll => wanted.All(held.Contains),
            _ => throw new UnreachableException(),
        };
    }
}
