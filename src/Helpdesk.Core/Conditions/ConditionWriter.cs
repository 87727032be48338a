using System.Diagnostics;
using System.Text.Json;

namespace Helpdesk.Core.Conditions;

/// <summary>Writes a condition in the form that <see cref="ConditionReader"/> reads; the same tree gives the same text.</summary>
internal static class ConditionWriter
{
    public static void Write(Utf8JsonWriter writer, Condition condition)
    {
        writer.WriteStartObject();
        switch (condition)
        {
            case Condition.All all:
                Group(writer, "all", all.Parts);
                break;
            case Condition.Any any:
                Group(writer, "any", any.Parts);
                break;
            case Condition.None none:
                Group(writer, "none", none.Parts);
                break;
            case Condition.Not not:
                writer.WritePropertyName("not");
                Write(writer, not.Part);
                break;
            case Condition.Comparison comparison:
                Comparison(writer, comparison);
                break;
            default:
                throw new UnreachableException();
        }

        writer.WriteEndObject();
    }

    private static void Group(Utf8JsonWriter writer, string name, IReadOnlyList<Condition> parts)
    {
        writer.WriteStartArray(name);
        foreach (var part in parts)
        {
            Write(writer, part);
        }

        writer.WriteEndArray();
    }

    private static void Comparison(Utf8JsonWriter writer, Condition.Comparison comparison)
    {
        writer.WriteString("field", comparison.Field.Name);
        writer.WriteString("op", JsonNamingPolicy.CamelCase.ConvertName(comparison.Operator.ToString()));
        Values(writer, comparison.Values);
        if (comparison.IsCaseSensitive)
        {
            writer.WriteBoolean("caseSensitive", true);
        }

        if (comparison.Hours is { } hours)
        {
            writer.WriteString("hours", hours);
        }

        if (comparison.Zone is { } zone)
        {
            writer.WriteString("zone", zone);
        }
    }

    private static void Values(Utf8JsonWriter writer, IReadOnlyList<FieldValue> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        writer.WritePropertyName("value");
        if (values.Count == 1)
        {
            Value(writer, values[0]);
            return;
        }

        writer.WriteStartArray();
        foreach (var value in values)
        {
            Value(writer, value);
        }

        writer.WriteEndArray();
    }

    private static void Value(Utf8JsonWriter writer, FieldValue value)
    {
        switch (value)
        {
            case FieldValue.Number number:
                writer.WriteNumberValue(number.Value);
                break;
            case FieldValue.Flag flag:
                writer.WriteBooleanValue(flag.Value);
                break;
            default:
                writer.WriteStringValue(value.Shown);
                break;
        }
    }
}
