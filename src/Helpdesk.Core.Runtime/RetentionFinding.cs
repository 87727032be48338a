using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Runtime;

/// <summary>A ticket whose time is over.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="Category">The category in which it stands.</param>
/// <param name="Since">Since when it has stood in its status.</param>
/// <param name="People">How many people are taken out of it, and of what was merged into it.</param>
/// <param name="Messages">How many messages of theirs lose their content.</param>
/// <param name="Refusal">Why not all of it could be done; null when it was, or was not to be done yet.</param>
public sealed record RetentionFinding(
    TicketId Ticket, TicketReference Reference, StatusCategory Category, Instant Since, int People, int Messages, Fault? Refusal = null);
