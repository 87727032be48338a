using Helpdesk.Core.Engine;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>A timer whose instant has come, claimed for a while.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Timer">The timer.</param>
/// <param name="Token">The fencing token of this claim: a later claim makes it void, and so does any commit that sets the ticket's timers anew.</param>
public sealed record TimerClaim(TicketId Ticket, TicketTimer Timer, long Token);
