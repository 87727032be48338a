namespace Helpdesk.Core.Tickets;

/// <summary>A status of a lifecycle.</summary>
/// <param name="Id">Unique in its lifecycle.</param>
/// <param name="Category">What code may depend on.</param>
/// <param name="AgentLabel">What agents see.</param>
/// <param name="CustomerLabel">What customers see.</param>
/// <param name="IsDefault">Whether the category means this status when it names none; one a category at most.</param>
public sealed record Status(
    StatusId Id,
    StatusCategory Category,
    string AgentLabel,
    string CustomerLabel,
    bool IsDefault = false);
