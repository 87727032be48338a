using System.Globalization;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Helpdesk.Core.Conditions;

/// <summary>What a field holds at some moment; a missing value is null. A closed family.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Text), "text")]
[JsonDerivedType(typeof(Number), "number")]
[JsonDerivedType(typeof(Flag), "flag")]
[JsonDerivedType(typeof(Moment), "moment")]
[JsonDerivedType(typeof(TextSet), "text-set")]
public abstract record FieldValue
{
    private FieldValue()
    {
    }

    /// <summary>The invariant text form, for explanations.</summary>
    [JsonIgnore]
    public abstract string Shown { get; }

    /// <summary>A text or the name of a choice.</summary>
    /// <param name="Value">The text.</param>
    public sealed record Text(string Value) : FieldValue
    {
        /// <inheritdoc />
        public override string Shown => Value;
    }

    /// <summary>A number.</summary>
    /// <param name="Value">The number.</param>
    public sealed record Number(double Value) : FieldValue
    {
        /// <inheritdoc />
        public override string Shown => Value.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>True or false.</summary>
    /// <param name="Value">Which.</param>
    public sealed record Flag(bool Value) : FieldValue
    {
        /// <inheritdoc />
        public override string Shown => Value ? "true" : "false";
    }

    /// <summary>An instant.</summary>
    /// <param name="Value">When.</param>
    public sealed record Moment(Instant Value) : FieldValue
    {
        /// <inheritdoc />
        public override string Shown => InstantPattern.ExtendedIso.Format(Value);
    }

    /// <summary>A set of texts.</summary>
    /// <param name="Values">In any order; repetitions do not count.</param>
    public sealed record TextSet(IReadOnlyCollection<string> Values) : FieldValue
    {
        /// <inheritdoc />
        public override string Shown => string.Join(", ", Values.Order(StringComparer.Ordinal));
    }
}
