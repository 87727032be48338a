using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Engine;

/// <summary>A type of tickets.</summary>
/// <param name="Id">The host's id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="ClosePolicy">Who may close such tickets, in place of what the department says; null to leave it at that.</param>
public sealed record TicketType(TicketTypeId Id, string Name, ClosePolicy? ClosePolicy);
