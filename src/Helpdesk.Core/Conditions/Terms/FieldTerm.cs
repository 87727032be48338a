using System.Text;
using System.Text.Json;

namespace Helpdesk.Core.Conditions.Terms;

/// <summary>
/// A field that waits to be compared. What it is compared with is checked as if it had been read from JSON, and gives the same tree.
/// Immutable.
/// </summary>
public abstract class FieldTerm
{
    private protected FieldTerm(FieldCatalogue catalogue, string field) => (Catalogue, Field) = (catalogue, field);

    private protected FieldCatalogue Catalogue { get; }

    private protected string Field { get; }

    /// <summary>There is a value; a text or a set is not empty.</summary>
    public Condition IsSet() => Build(Operator.IsSet, value: (Action<Utf8JsonWriter>?)null);

    /// <summary>The value differs from the one before the event.</summary>
    public Condition HasChanged() => Build(Operator.Changed, value: (Action<Utf8JsonWriter>?)null);

    private protected virtual void Options(Utf8JsonWriter writer)
    {
    }

    private protected Condition Build(Operator op, Action<Utf8JsonWriter>? value, Action<Utf8JsonWriter>? options = null)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("field", Field);
            writer.WriteString("op", JsonNamingPolicy.CamelCase.ConvertName(op.ToString()));
            if (value is not null)
            {
                writer.WritePropertyName("value");
                value(writer);
            }

            if (op != Operator.IsSet)
            {
                Options(writer);
            }

            options?.Invoke(writer);
            writer.WriteEndObject();
        }

        var read = Condition.Parse(Encoding.UTF8.GetString(stream.ToArray()), Catalogue);
        return read.Value ?? throw new ArgumentException($"{Field} {op}: {string.Join(' ', read.Faults)}", nameof(value));
    }

    private protected Condition Build(Operator op, string value) => Build(op, w => w.WriteStringValue(WellFormed(value)));

    private protected Condition Build(Operator op, string[] values, Action<Utf8JsonWriter>? options = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Build(op, w => List(w, values, v => w.WriteStringValue(WellFormed(v))), options);
    }

    // One value stands alone, as the JSON form has it.
    private protected static void List<T>(Utf8JsonWriter writer, IReadOnlyList<T> values, Action<T> write)
    {
        if (values.Count == 1)
        {
            write(values[0]);
            return;
        }

        writer.WriteStartArray();
        foreach (var value in values)
        {
            write(value);
        }

        writer.WriteEndArray();
    }

    private static string WellFormed(string? text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                throw new ArgumentException("Half of a surrogate pair is no text.", nameof(text));
            }
        }

        return text;
    }
}
