namespace Helpdesk.Core.Tickets.Fields;

/// <summary>What a custom field is on one ticket at one moment.</summary>
/// <param name="Field">The field.</param>
/// <param name="IsVisible">Whether people see it.</param>
/// <param name="IsRequired">Whether it must have a value; a field that is not visible is never required.</param>
/// <param name="HasValue">Whether it has one.</param>
public sealed record CustomFieldState(CustomField Field, bool IsVisible, bool IsRequired, bool HasValue);
