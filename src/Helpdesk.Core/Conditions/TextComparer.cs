using System.Diagnostics;

namespace Helpdesk.Core.Conditions;

/// <summary>Compares a text, in the form of <see cref="ComparableText"/>.</summary>
internal static class TextComparer
{
    public static bool Holds(string text, Condition.Comparison comparison)
    {
        if (comparison.Operator == Operator.IsSet)
        {
            return text.Length > 0;
        }

        if (comparison.Pattern is { } pattern)
        {
            return pattern.IsMatch(text);
        }

        for (var i = 0; i < comparison.Values.Count; i++)
        {
            if (Holds(text, comparison.Operator, ((FieldValue.Text)comparison.Values[i]).Value, comparison.Case))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Holds(string text, Operator op, string wanted, StringComparison @case) => op switch
    {
        Operator.Eq or Operator.In => string.Equals(text, wanted, @case),
        Operator.ContainsText => text.Contains(wanted, @case),
        Operator.ContainsWord => ContainsWord(text, wanted, @case),
        Operator.StartsWith => text.StartsWith(wanted, @case),
        Operator.EndsWith => text.EndsWith(wanted, @case),
        _ => throw new UnreachableException(),
    };

    private static bool ContainsWord(string text, string word, StringComparison @case)
    {
        for (var from = 0; from <= text.Length - word.Length;)
        {
            var at = text.IndexOf(word, from, @case);
            if (at < 0)
            {
                return false;
            }

            var end = at + word.Length;
            if (WordEdge.IsBefore(text, at) && WordEdge.IsAfter(text, end))
            {
                return true;
            }

            from = at + 1;
        }

        return false;
    }
}
