using Helpdesk.Core.Engine;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>A ticket as lists show it.</summary>
/// <param name="Id">The id.</param>
/// <param name="Reference">The human number.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Requester">Whose request it is.</param>
/// <param name="Department">Where it is worked on.</param>
/// <param name="Status">The status.</param>
/// <param name="Category">Its category.</param>
/// <param name="Priority">How pressing it is.</param>
/// <param name="Assignee">Who works on it.</param>
/// <param name="NextTarget">The SLA target that is due next; empty when none is.</param>
/// <param name="NextDue">When that is.</param>
public sealed record TicketRow(
    TicketId Id,
    TicketReference Reference,
    string Subject,
    Address Requester,
    DepartmentId Department,
    StatusId Status,
    StatusCategory Category,
    Priority Priority,
    AgentId? Assignee,
    string NextTarget,
    Instant? NextDue)
{
    /// <summary>The row of a ticket.</summary>
    public static TicketRow Of(TicketState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var ticket = state.Ticket;
        var next = state.Sla.Next;
        return new TicketRow(
            state.Id,
            ticket.Reference,
            ticket.Subject,
            ticket.Requester,
            ticket.Department,
            ticket.Status,
            ticket.Category,
            ticket.Priority,
            ticket.Assignee,
            next?.Metric ?? "",
            next?.DueAt);
    }
}
