using System.Text.RegularExpressions;

namespace Helpdesk.Core.Conditions;

/// <summary>Reads the value of a comparison, as its operator wants it.</summary>
internal static class ValueReader
{
    private const int MaxPattern = 256;
    private const int MaxValues = 1_000;
    private const int MaxCount = 1_000_000;

    private static readonly string[] Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>The comparison without its options; null when there is a fault in the value.</summary>
    public static Condition.Comparison? Read(Field field, Operator op, JsonSection place, ComparisonOptions options, FieldCatalogue catalogue)
    {
        var before = place.FaultCount;
        var read = op switch
        {
            _ when OperatorTable.TakesLength(op) => Length(field, op, place),
            _ when OperatorTable.TakesCount(op) => Count(field, op, place),
            Operator.Between => Range(field, place),
            Operator.OnDay => Days(field, place),
            Operator.InBusinessHours => Hours(field, place, catalogue),
            Operator.Matches => Matching(field, place, options.IsCaseSensitive),
            _ => Plain(field, op, place, catalogue),
        };
        if (place.FaultCount == before && read is { Values.Count: 0 })
        {
            place.Fault("empty", "At least one value is needed.");
        }

        return place.FaultCount > before ? null : read;
    }

    private static Condition.Comparison? Length(Field field, Operator op, JsonSection place) =>
        place.Length(orZero: op == Operator.OverdueBy) is { } length
            ? new Condition.Comparison(field, op, [new FieldValue.Text(place.Text()!)]) { Span = length }
            : null;

    private static Condition.Comparison? Count(Field field, Operator op, JsonSection place) =>
        place.Integer(op == Operator.HasAtLeast ? 1 : 0, MaxCount) is { } count
            ? new Condition.Comparison(field, op, [new FieldValue.Number(count)])
            : null;

    private static Condition.Comparison? Range(Field field, JsonSection place)
    {
        var before = place.FaultCount;
        FieldValue[] values = [.. place.Items(2).Select(i => Value(field, Operator.Between, i, null)).OfType<FieldValue>()];
        var isRange = values switch
        {
            [FieldValue.Number low, FieldValue.Number high] => low.Value <= high.Value,
            [FieldValue.Moment low, FieldValue.Moment high] => low.Value <= high.Value,
            _ => false,
        };
        if (place.FaultCount == before && !isRange)
        {
            place.Fault("bad-range", "Two values are needed, the lower first.");
        }

        return new Condition.Comparison(field, Operator.Between, values);
    }

    private static Condition.Comparison Days(Field field, JsonSection place)
    {
        var (days, bits) = (new List<FieldValue>(), 0);
        foreach (var item in Items(Operator.OnDay, place))
        {
            if (item.Text() is not { } name)
            {
                continue;
            }

            var day = Array.IndexOf(Weekdays, name);
            if (day < 0)
            {
                item.Fault("unknown-value", $"'{name}' is no weekday. Known: {string.Join(", ", Weekdays)}.");
                continue;
            }

            days.Add(new FieldValue.Text(name));
            bits |= 1 << (day + 1);
        }

        return new Condition.Comparison(field, Operator.OnDay, days) { Days = bits };
    }

    private static Condition.Comparison? Hours(Field field, JsonSection place, FieldCatalogue catalogue) =>
        ComparisonOptions.Named(place, catalogue) is { } schedule
            ? new Condition.Comparison(field, Operator.InBusinessHours, [new FieldValue.Text(place.Text()!)]) { Schedule = schedule }
            : null;

    private static Condition.Comparison? Matching(Field field, JsonSection place, bool isCaseSensitive)
    {
        if (Value(field, Operator.Matches, place, null) is not FieldValue.Text { Value: var pattern } text)
        {
            return null;
        }

        if (pattern.Length > MaxPattern)
        {
            place.Fault("too-long", $"A pattern has at most {MaxPattern} characters.");
            return null;
        }

        try
        {
            var linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (isCaseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase);
            return new Condition.Comparison(field, Operator.Matches, [text]) { Pattern = new Regex(pattern, linear, Regex.InfiniteMatchTimeout) };
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            place.Fault("bad-pattern", $"No pattern that can be matched in linear time: {exception.Message}");
            return null;
        }
    }

    private static Condition.Comparison Plain(Field field, Operator op, JsonSection place, FieldCatalogue catalogue) =>
        new(field, op, OperatorTable.TakesMany(op) && place.IsList
            ? [.. place.Items(MaxValues).Select(i => Value(field, op, i, catalogue)).OfType<FieldValue>()]
            : Value(field, op, place, catalogue) is { } value ? (FieldValue[])[value] : []);

    private static IEnumerable<JsonSection> Items(Operator op, JsonSection place) =>
        OperatorTable.TakesMany(op) && place.IsList ? place.Items(MaxValues) : [place];

    private static FieldValue? Value(Field field, Operator op, JsonSection place, FieldCatalogue? catalogue) => field.Type switch
    {
        FieldType.Number => place.Number(double.MinValue, double.MaxValue) is { } number ? new FieldValue.Number(number) : null,
        FieldType.Flag => place.Flag() is { } flag ? new FieldValue.Flag(flag) : null,
        FieldType.Moment => place.Moment() is { } moment ? new FieldValue.Moment(moment) : null,
        _ => Text(field, op, place, catalogue),
    };

    private static FieldValue.Text? Text(Field field, Operator op, JsonSection place, FieldCatalogue? catalogue)
    {
        if (place.Text() is not { } text)
        {
            return null;
        }

        if (text.Length == 0)
        {
            place.Fault("empty", "A text to compare with must not be empty; ask with isSet for presence.");
            return null;
        }

        if (field.Type == FieldType.Choice && RelativeValue.Is(text))
        {
            if (!field.HoldsAgents || !OperatorTable.TakesRelative(op)
                || (RelativeValue.FieldOf(text) is { } other && catalogue?.Find(other) is null))
            {
                place.Fault("relative-does-not-fit", $"'{text}' stands for an agent, or for nobody, and '{field.Name}' is not compared with one here.");
                return null;
            }

            return new FieldValue.Text(text);
        }

        if (field.Choices is { } choices && !choices.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            place.Fault("unknown-value", $"'{text}' is no {field.Name}. Known: {string.Join(", ", choices)}.");
            return null;
        }

        return new FieldValue.Text(ComparableText.Of(text));
    }
}
