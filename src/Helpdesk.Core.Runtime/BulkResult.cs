using Helpdesk.Core.Engine;

namespace Helpdesk.Core.Runtime;

/// <summary>What a bulk command came to on one ticket.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Outcome">The outcome; null when there is no such ticket.</param>
public sealed record BulkResult(TicketId Ticket, Outcome? Outcome);
