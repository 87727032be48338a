using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Helpdesk.Core.Conditions;

/// <summary>Reads a condition from its place in a JSON document, within limits.</summary>
internal static class ConditionReader
{
    private const int MaxDepth = 16;
    private const int MaxNodes = 4_096;
    private const int MaxPattern = 256;
    private const int MaxValues = 1_000;

    private static readonly FrozenDictionary<FieldType, Operator[]> Fitting = new Dictionary<FieldType, Operator[]>
    {
        [FieldType.Text] =
        [
            Operator.Eq, Operator.In, Operator.ContainsText, Operator.ContainsWord, Operator.StartsWith, Operator.EndsWith,
            Operator.Matches, Operator.ChangedTo, Operator.ChangedFrom,
        ],
        [FieldType.Choice] =
        [
            Operator.Eq, Operator.In, Operator.Lt, Operator.Le, Operator.Gt, Operator.Ge, Operator.ChangedTo, Operator.ChangedFrom,
        ],
        [FieldType.Number] = [Operator.Eq, Operator.In, Operator.Lt, Operator.Le, Operator.Gt, Operator.Ge],
        [FieldType.Flag] = [Operator.Eq],
        [FieldType.Moment] = [Operator.Before, Operator.After, Operator.OlderThan, Operator.YoungerThan],
        [FieldType.TextSet] = [Operator.HasAny, Operator.HasAll],
    }.ToFrozenDictionary();

    /// <summary>The condition; null when there is a fault in it.</summary>
    public static Condition? Read(JsonSection section, FieldCatalogue catalogue)
    {
        var nodes = 0;
        var before = section.FaultCount;
        var condition = Node(section, catalogue, 1, ref nodes);
        return section.FaultCount == before ? condition : null;
    }

    private static Condition? Node(JsonSection section, FieldCatalogue catalogue, int depth, ref int nodes)
    {
        if (!section.IsObject())
        {
            return null;
        }

        if (++nodes > MaxNodes || depth > MaxDepth)
        {
            if (nodes == MaxNodes + 1 || depth > MaxDepth)
            {
                section.Fault("too-large", $"A condition has at most {MaxNodes} nodes and {MaxDepth} levels.");
            }

            return null;
        }

        Condition? read = null;
        if (section.Optional("all") is { } all)
        {
            read = new Condition.All(Parts(all, catalogue, depth, ref nodes));
        }
        else if (section.Optional("any") is { } any)
        {
            read = new Condition.Any(Parts(any, catalogue, depth, ref nodes));
        }
        else if (section.Optional("none") is { } none)
        {
            read = new Condition.None(Parts(none, catalogue, depth, ref nodes));
        }
        else if (section.Optional("not") is { } not)
        {
            read = Node(not, catalogue, depth + 1, ref nodes) is { } part ? new Condition.Not(part) : null;
        }
        else if (section.Required("field") is { } field)
        {
            return Comparison(section, field, catalogue);
        }

        // A group stands alone: a second group beside it would be dropped silently.
        section.NothingElse();
        return read;
    }

    private static List<Condition> Parts(JsonSection group, FieldCatalogue catalogue, int depth, ref int nodes)
    {
        var parts = new List<Condition>();
        foreach (var item in group.Items(MaxNodes))
        {
            if (Node(item, catalogue, depth + 1, ref nodes) is { } part)
            {
                parts.Add(part);
            }
        }

        return parts;
    }

    private static Condition.Comparison? Comparison(JsonSection section, JsonSection fieldPlace, FieldCatalogue catalogue)
    {
        var before = section.FaultCount;
        var name = fieldPlace.Name();
        var field = name is null ? null : catalogue.Find(name);
        if (name is not null && field is null)
        {
            fieldPlace.Fault("unknown-field", $"'{name}' is no field. Known: {string.Join(", ", catalogue.Names)}.");
        }

        var @operator = section.Required("op")?.Choice<Operator>();
        var valuePlace = section.Optional("value");
        section.NothingElse();
        if (field is null || @operator is not { } op)
        {
            return null;
        }

        var needsNone = op is Operator.IsSet or Operator.Changed;
        if (!needsNone && !Fitting[field.Type].Contains(op))
        {
            section.Fault("operator-does-not-fit", $"'{op}' does not fit '{field.Name}', which is a {field.Type}.");
        }
        else if (needsNone && valuePlace is not null)
        {
            valuePlace.Fault("value-not-wanted", $"'{op}' takes no value.");
        }
        else if (!needsNone && valuePlace is null)
        {
            section.Fault("missing", "'value' is missing.");
        }

        return section.FaultCount > before ? null
            : needsNone ? new Condition.Comparison(field, op, [])
            : Filled(field, op, valuePlace!);
    }

    private static Condition.Comparison? Filled(Field field, Operator op, JsonSection place)
    {
        var before = place.FaultCount;
        if (op is Operator.OlderThan or Operator.YoungerThan)
        {
            var age = place.Length();
            return age is { } length
                ? new Condition.Comparison(field, op, [new FieldValue.Text(place.Text()!)]) { Age = length }
                : null;
        }

        FieldValue[] values = [.. Items(op, place).Select(i => Value(field, i)).OfType<FieldValue>()];
        if (place.FaultCount > before)
        {
            return null;
        }

        if (values.Length == 0)
        {
            place.Fault("empty", "At least one value is needed.");
            return null;
        }

        var regex = op == Operator.Matches ? Pattern(place, ((FieldValue.Text)values[0]).Value) : null;
        return op == Operator.Matches && regex is null ? null : new Condition.Comparison(field, op, values) { Pattern = regex };
    }

    private static IEnumerable<JsonSection> Items(Operator op, JsonSection place)
    {
        var many = op is Operator.In or Operator.ContainsText or Operator.ContainsWord or Operator.StartsWith or Operator.EndsWith
            or Operator.HasAny or Operator.HasAll or Operator.ChangedTo or Operator.ChangedFrom;
        return many && place.IsList ? place.Items(MaxValues) : [place];
    }

    private static FieldValue? Value(Field field, JsonSection place)
    {
        switch (field.Type)
        {
            case FieldType.Number:
                return place.Number(double.MinValue, double.MaxValue) is { } number ? new FieldValue.Number(number) : null;
            case FieldType.Flag:
                return place.Flag() is { } flag ? new FieldValue.Flag(flag) : null;
            case FieldType.Moment:
                return place.Moment() is { } moment ? new FieldValue.Moment(moment) : null;
            default:
                if (place.Text() is not { Length: > 0 } text)
                {
                    place.Fault("empty", "A text to compare with must not be empty; ask with isSet for presence.");
                    return null;
                }

                if (field.Choices is { } choices && !choices.Contains(text, StringComparer.OrdinalIgnoreCase))
                {
                    place.Fault("unknown-value", $"'{text}' is no {field.Name}. Known: {string.Join(", ", choices)}.");
                    return null;
                }

                return new FieldValue.Text(ComparableText.Of(text));
        }
    }

    private static Regex? Pattern(JsonSection place, string pattern)
    {
        if (pattern.Length > MaxPattern)
        {
            place.Fault("too-long", $"A pattern has at most {MaxPattern} characters.");
            return null;
        }

        try
        {
            const RegexOptions Linear =
                RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
            return new Regex(pattern, Linear, Regex.InfiniteMatchTimeout);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            place.Fault("bad-pattern", $"No pattern that can be matched in linear time: {exception.Message}");
            return null;
        }
    }
}
