namespace Helpdesk.Core.Conditions;

/// <summary>
/// Something that a condition may look at. A host's own field has an <see cref="Accessor"/>; the others are answered by the
/// <see cref="IFieldValues"/> at hand.
/// </summary>
/// <param name="Name">Dotted name, such as <c>ticket.priority</c>; compared ordinally.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Choices">
/// The allowed names of a <see cref="FieldType.Choice"/>, lowest rank first, or of the members of a
/// <see cref="FieldType.TextSet"/>; null when the names are open.
/// </param>
public sealed record Field(string Name, FieldType Type, IReadOnlyList<string>? Choices = null)
{
    /// <summary>Whether it holds the id of an agent, so that conditions may compare it with <c>@actor</c>, <c>@assignee</c>, <c>@none</c>.</summary>
    public bool HoldsAgents { get; init; }

    /// <summary>
    /// What the field holds, worked out from the other values at hand; null for the fields that these answer themselves. It must
    /// be pure, return a value of <see cref="Type"/> or null, and be safe from any number of threads. In the library the values
    /// are <c>TicketFieldValues</c>, which have the ticket and the message.
    /// </summary>
    public Func<IFieldValues, FieldValue?>? Accessor { get; init; }

    internal FieldValue? Current(IFieldValues values) => Accessor is null ? values.Current(Name) : Accessor(values);

    internal FieldValue? Before(IFieldValues values) =>
        Accessor is null ? values.Before(Name) : values.Earlier is { } earlier ? Accessor(earlier) : null;
}
