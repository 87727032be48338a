using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Helpdesk.Core.Conditions;

/// <summary>Says a condition as a sentence in English.</summary>
internal static class ConditionText
{
    public static string Of(Condition condition) => Of(condition, isInside: false);

    /// <summary>A comparison, or its complement.</summary>
    public static string Of(Condition.Comparison comparison, bool holds) =>
        $"{Label(comparison.Field.Name)} {Verb(comparison.Operator, holds)}{Rest(comparison)}";

    private static string Of(Condition condition, bool isInside) => condition switch
    {
        Condition.Comparison comparison => Of(comparison, holds: true),
        Condition.Not { Part: Condition.Comparison comparison } => Of(comparison, holds: false),
        Condition.Not not => $"not ({Of(not.Part, isInside: false)})",
        Condition.All { Parts.Count: 0 } or Condition.None { Parts.Count: 0 } => "always",
        Condition.Any { Parts.Count: 0 } => "never",
        Condition.All { Parts: [var only] } => Of(only, isInside),
        Condition.Any { Parts: [var only] } => Of(only, isInside),
        Condition.All all => Joined(all.Parts, " and ", isInside),
        Condition.Any any => Joined(any.Parts, " or ", isInside),
        Condition.None { Parts: [Condition.Comparison only] } => Of(only, holds: false),
        Condition.None none => $"not ({Joined(none.Parts, " or ", isInside: false)})",
        _ => throw new UnreachableException(),
    };

    private static string Joined(IReadOnlyList<Condition> parts, string word, bool isInside)
    {
        var text = string.Join(word, parts.Select(p => Of(p, isInside: parts.Count > 1)));
        return isInside ? $"({text})" : text;
    }

    private static string Verb(Operator op, bool holds) => op switch
    {
        Operator.ContainsText or Operator.ContainsWord => holds ? "contains" : "does not contain",
        Operator.StartsWith => holds ? "starts with" : "does not start with",
        Operator.EndsWith => holds ? "ends with" : "does not end with",
        Operator.Matches => holds ? "matches" : "does not match",
        Operator.HasAny or Operator.HasAll or Operator.HasOnly or Operator.HasAtLeast or Operator.HasAtMost => holds ? "has" : "does not have",
        Operator.OnDay or Operator.InBusinessHours => holds ? "falls" : "does not fall",
        Operator.Changed or Operator.ChangedTo or Operator.ChangedFrom => holds ? "changed" : "did not change",
        _ => holds ? "is" : "is not",
    };

    private static string Rest(Condition.Comparison comparison)
    {
        var (any, all) = (Values(comparison.Values, "or"), Values(comparison.Values, "and"));
        var text = comparison.Operator switch
        {
            Operator.IsSet => " set",
            Operator.Changed => "",
            Operator.Eq or Operator.In or Operator.StartsWith or Operator.EndsWith or Operator.Matches or Operator.ContainsText => $" {any}",
            Operator.ContainsWord => $" the word {any}",
            Operator.Lt => $" below {any}",
            Operator.Le => $" at most {any}",
            Operator.Gt => $" above {any}",
            Operator.Ge => $" at least {any}",
            Operator.Between => $" between {all}",
            Operator.HasAny => $" {any}",
            Operator.HasAll => $" {all}",
            Operator.HasOnly => $" only {any}",
            Operator.HasAtLeast => $" at least {any} members",
            Operator.HasAtMost => $" at most {any} members",
            Operator.Before => $" before {any}",
            Operator.After => $" after {any}",
            Operator.OlderThan => $" at least {Length(comparison)} ago",
            Operator.YoungerThan => $" less than {Length(comparison)} ago",
            Operator.DueWithin => $" at most {Length(comparison)} ahead",
            Operator.OverdueBy => $" past by at least {Length(comparison)}",
            Operator.OnDay => $" on {any} {(comparison.Zone is { } zone ? $"in {zone}" : $"where the hours of {comparison.Hours} are")}",
            Operator.InBusinessHours => $" into the hours of {any}",
            Operator.ChangedTo => $" to {any}",
            Operator.ChangedFrom => $" from {any}",
            _ => throw new UnreachableException(),
        };
        return comparison.IsCaseSensitive ? text + " (case counts)" : text;
    }

    private static string Values(IReadOnlyList<FieldValue> values, string word)
    {
        string[] texts = [.. values.Select(Value)];
        return texts.Length < 2 ? string.Concat(texts) : $"{string.Join(", ", texts[..^1])} {word} {texts[^1]}";
    }

    private static string Value(FieldValue value) => value switch
    {
        FieldValue.Text { Value: "@actor" } => "whoever acted",
        FieldValue.Text { Value: "@assignee" } => "the assignee",
        FieldValue.Text { Value: RelativeValue.None } => "nobody",
        FieldValue.Text text when !text.Value.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or '@') => $"\"{text.Value}\"",
        _ => value.Shown,
    };

    // ticket.lastReplyAt is "last reply at", message.text is "message text".
    private static string Label(string field)
    {
        var label = new StringBuilder();
        foreach (var c in field.StartsWith("ticket.", StringComparison.Ordinal) ? field["ticket.".Length..] : field)
        {
            _ = char.IsAsciiLetterUpper(c) ? label.Append(' ').Append(char.ToLowerInvariant(c)) : label.Append(c == '.' ? ' ' : c);
        }

        return label.ToString();
    }

    private static string Length(Condition.Comparison comparison)
    {
        var span = comparison.Span;
        string[] parts =
        [
            .. new[] { (span.Days, "day"), (span.Hours, "hour"), (span.Minutes, "minute"), (span.Seconds, "second") }
                .Where(p => p.Item1 != 0)
                .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Item1} {p.Item2}{(p.Item1 == 1 ? "" : "s")}")),
        ];
        var length = span.SubsecondNanoseconds != 0 ? comparison.Values[0].Shown : parts.Length == 0 ? "no time" : string.Join(' ', parts);
        return comparison.Hours is { } hours ? $"{length} in the hours of {hours}" : length;
    }
}
