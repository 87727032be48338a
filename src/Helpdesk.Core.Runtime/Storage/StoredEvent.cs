using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>An event with the ticket in whose stream it is.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Recorded">The event.</param>
public sealed record StoredEvent(TicketId Ticket, RecordedEvent Recorded);
