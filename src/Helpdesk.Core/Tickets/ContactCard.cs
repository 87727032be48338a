using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Tickets;

/// <summary>What the host knows of a requester. Immutable.</summary>
/// <param name="Id">The host's id of the contact.</param>
/// <param name="Fields">The values of the contact's custom fields by name.</param>
/// <param name="CompanyId">The host's id of the contact's company, or null.</param>
/// <param name="CompanyFields">The values of the company's custom fields by name.</param>
public sealed record ContactCard(
    string Id,
    IReadOnlyDictionary<string, FieldValue> Fields,
    string? CompanyId,
    IReadOnlyDictionary<string, FieldValue> CompanyFields);
