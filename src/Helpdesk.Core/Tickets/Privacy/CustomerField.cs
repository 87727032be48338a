using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Tickets.Privacy;

/// <summary>A custom field as customers see it.</summary>
/// <param name="Label">What it is called.</param>
/// <param name="Value">What it holds.</param>
public sealed record CustomerField(string Label, FieldValue Value);
