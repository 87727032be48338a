using Helpdesk.Core.Conditions.Stored;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>A question for tickets.</summary>
/// <param name="Where">Which tickets: a test of their <see cref="Engine.StoredFields"/>.</param>
/// <param name="Sort">In which order.</param>
/// <param name="Limit">At most so many; positive.</param>
/// <param name="After">Where the page before ended; null for the first.</param>
public sealed record TicketQuery(StoredTest Where, TicketSort Sort, int Limit, TicketCursor? After = null);
