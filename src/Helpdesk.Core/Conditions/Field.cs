namespace Helpdesk.Core.Conditions;

/// <summary>Something that a condition may look at.</summary>
/// <param name="Name">Dotted name, such as <c>ticket.priority</c>; compared ordinally.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Choices">The allowed names of a <see cref="FieldType.Choice"/>, lowest rank first; null when the names are open.</param>
public sealed record Field(string Name, FieldType Type, IReadOnlyList<string>? Choices = null);
