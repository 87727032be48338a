namespace Helpdesk.Core.Tickets.Relations;

/// <summary>What a survivor got by a merge, kept apart so that an unmerge gives exactly that back.</summary>
/// <param name="Ticket">The merged ticket.</param>
/// <param name="Reference">Its human number: mail to it reaches the survivor.</param>
/// <param name="Into">The ticket that it was merged into: the survivor, or one that was merged in turn.</param>
/// <param name="Belongings">What it had of its own.</param>
/// <param name="Messages">Its own messages.</param>
public sealed record AbsorbedTicket(
    TicketId Ticket,
    TicketReference Reference,
    TicketId Into,
    TicketBelongings Belongings,
    IReadOnlyList<TicketEntry> Messages);
