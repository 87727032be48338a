using Helpdesk.Core.Conditions;
using NodaTime;

namespace Helpdesk.Core.Tickets.Fields;

/// <summary>A field that a host adds to tickets, contacts or companies. Immutable.</summary>
/// <param name="Name">Unique among the fields of its owner; letters, digits, <c>-</c> and <c>_</c>.</param>
/// <param name="Label">What people see.</param>
/// <param name="Type">What it holds.</param>
public sealed record CustomField(string Name, string Label, CustomFieldType Type)
{
    private const int MaxText = 10_000;

    /// <summary>The choices of a choice or multi-choice field, lowest rank first.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>When people see it; null for always. What agents do not see, they do not fill in.</summary>
    public Condition? VisibleWhen { get; init; }

    /// <summary>When a ticket needs it to be resolved or closed by an agent; null for never.</summary>
    public Condition? RequiredWhen { get; init; }

    /// <summary>Whether customers see it.</summary>
    public bool ForCustomers { get; init; }

    /// <summary>Whether the field can hold the value.</summary>
    /// <returns>Null, or a fault with code <c>wrong-type</c>, <c>unknown-choice</c> or <c>too-long</c>.</returns>
    public Fault? Check(FieldValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var fits = (Type, value) switch
        {
            (CustomFieldType.Text or CustomFieldType.Choice or CustomFieldType.Reference, FieldValue.Text text) => text.Value.Length > 0,
            (CustomFieldType.Number, FieldValue.Number number) => double.IsFinite(number.Value),
            (CustomFieldType.Flag, FieldValue.Flag) => true,
            (CustomFieldType.Date, FieldValue.Moment moment) => moment.Value.InUtc().TimeOfDay == LocalTime.Midnight,
            (CustomFieldType.MultiChoice, FieldValue.TextSet set) => set.Values.Count > 0,
            _ => false,
        };
        if (!fits)
        {
            return new Fault("wrong-type", $"'{Name}' holds a {Type}, not {value}.", Name);
        }

        var chosen = value switch
        {
            FieldValue.Text text when Type == CustomFieldType.Choice => [text.Value],
            FieldValue.TextSet set => set.Values,
            _ => [],
        };
        if (chosen.FirstOrDefault(c => !Choices.Contains(c, StringComparer.Ordinal)) is { } unknown)
        {
            return new Fault("unknown-choice", $"'{unknown}' is no choice of '{Name}'. Known: {string.Join(", ", Choices)}.", Name);
        }

        return value is FieldValue.Text { Value.Length: > MaxText }
            ? new Fault("too-long", $"'{Name}' holds at most {MaxText} characters.", Name)
            : null;
    }

    /// <summary>The field as conditions see it.</summary>
    /// <param name="owner">What stands before the name: <c>field.</c> for tickets, <c>contact.</c>, <c>company.</c>.</param>
    internal Field AsConditionField(string owner) => new(owner + Name, Type switch
    {
        CustomFieldType.Number => FieldType.Number,
        CustomFieldType.Flag => FieldType.Flag,
        CustomFieldType.Date => FieldType.Moment,
        CustomFieldType.Choice => FieldType.Choice,
        CustomFieldType.MultiChoice => FieldType.TextSet,
        _ => FieldType.Text,
    }, Type is CustomFieldType.Choice or CustomFieldType.MultiChoice ? Choices : null);
}
