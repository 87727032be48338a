using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using NodaTime;

namespace Helpdesk.Core.Conditions;

/// <summary>
/// A condition over fields: an immutable tree of <c>all</c>, <c>any</c>, <c>none</c>, <c>not</c> and comparisons. It is read
/// from JSON, so every tree that exists fits its catalogue. <c>not</c> is the exact complement of what it holds, missing
/// values included. Safe from any number of threads.
/// </summary>
public abstract partial record Condition
{
    private Condition()
    {
    }

    /// <summary>The condition that always holds: <c>{"all":[]}</c>.</summary>
    public static Condition Always { get; } = new All([]);

    /// <summary>Reads a condition; the form stands in <c>docs/conditions.md</c>.</summary>
    /// <returns>The condition, or every fault with its JSON pointer.</returns>
    public static Parsed<Condition> Parse(string json, FieldCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(catalogue);
        return JsonSection.Read(json, section => ConditionReader.Read(section, catalogue));
    }

    /// <summary>The JSON form, as <see cref="Parse"/> reads it; the same tree gives the same text.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            ConditionWriter.Write(writer, this);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Holds when every part does; of no parts, always.</summary>
    public sealed record All : Condition
    {
        internal All(IReadOnlyList<Condition> parts) => Parts = parts;

        /// <summary>The parts.</summary>
        public IReadOnlyList<Condition> Parts { get; }
    }

    /// <summary>Holds when some part does; of no parts, never.</summary>
    public sealed record Any : Condition
    {
        internal Any(IReadOnlyList<Condition> parts) => Parts = parts;

        /// <summary>The parts.</summary>
        public IReadOnlyList<Condition> Parts { get; }
    }

    /// <summary>Holds when no part does.</summary>
    public sealed record None : Condition
    {
        internal None(IReadOnlyList<Condition> parts) => Parts = parts;

        /// <summary>The parts.</summary>
        public IReadOnlyList<Condition> Parts { get; }
    }

    /// <summary>Holds when its part does not.</summary>
    public sealed record Not : Condition
    {
        internal Not(Condition part) => Part = part;

        /// <summary>The part.</summary>
        public Condition Part { get; }
    }

    /// <summary>A field compared with values.</summary>
    public sealed record Comparison : Condition
    {
        internal Comparison(Field field, Operator @operator, IReadOnlyList<FieldValue> values)
        {
            Field = field;
            Operator = @operator;
            Values = values;
        }

        /// <summary>What is looked at.</summary>
        public Field Field { get; }

        /// <summary>How it is compared.</summary>
        public Operator Operator { get; }

        /// <summary>With what; texts in Unicode normalisation form C.</summary>
        public IReadOnlyList<FieldValue> Values { get; }

        /// <summary>The age of <see cref="Operator.OlderThan"/> and <see cref="Operator.YoungerThan"/>.</summary>
        internal Duration Age { get; init; }

        internal Regex? Pattern { get; init; }
    }
}
