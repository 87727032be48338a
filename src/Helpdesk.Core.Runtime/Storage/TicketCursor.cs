namespace Helpdesk.Core.Runtime.Storage;

/// <summary>
/// Where a page of tickets ended: the next one begins after it, however many pages came before and whatever changed in between.
/// </summary>
/// <param name="Key">The sort key of the last row, as <see cref="TicketOrder"/> gives it.</param>
/// <param name="Reference">Its reference.</param>
public sealed record TicketCursor(long Key, TicketReference Reference);
