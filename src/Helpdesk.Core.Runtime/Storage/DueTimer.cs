using Helpdesk.Core.Engine;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>A timer whose instant has come.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Timer">The timer.</param>
public sealed record DueTimer(TicketId Ticket, TicketTimer Timer);
