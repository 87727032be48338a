using NodaTime;

namespace Helpdesk.Core.Tickets;

/// <summary>Where a ticket stands with the promise that is due first, as conditions see it.</summary>
/// <param name="State">
/// <c>notStarted</c>, <c>running</c>, <c>paused</c>, <c>warning</c>, <c>overdue</c>, <c>met</c>, <c>breached</c> or <c>cancelled</c>.
/// </param>
/// <param name="DueAt">When it is due if nothing happens; null while it does not run.</param>
public sealed record TicketPromise(string State, Instant? DueAt)
{
    internal static readonly IReadOnlyList<string> States =
        ["notStarted", "running", "paused", "warning", "overdue", "met", "breached", "cancelled"];
}
