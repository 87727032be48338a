using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Engine;

/// <summary>All that the engine knows of one ticket. Immutable.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Ticket">The ticket.</param>
/// <param name="Sla">Its clocks.</param>
/// <param name="Spam">What the filter was taught with it.</param>
/// <param name="Reply">Where an answer goes on.</param>
public sealed record TicketState(TicketId Id, Ticket Ticket, SlaState Sla, SpamMemory Spam, ReplyPoint Reply);
