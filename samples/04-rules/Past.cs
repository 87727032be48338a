using Helpdesk.Core;
using Helpdesk.Core.Runtime.Storage;
using NodaTime;

namespace ChangeOfRules;

/// <summary>What is stored.</summary>
internal static class Past
{
    private const int Page = 500;

    /// <summary>The ids of all tickets, page by page.</summary>
    public static async IAsyncEnumerable<TicketId> TicketsAsync(
        IHelpdeskStore store, TenantId tenant, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TicketId? last = null;
        while (await store.ReadTicketIdsAsync(tenant, last, Page, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var ticket in page)
            {
                yield return ticket;
            }

            last = page[^1];
        }
    }

    /// <summary>A moment after the last event of all.</summary>
    public static async Task<Instant> EndAsync(IHelpdeskStore store, TenantId tenant, CancellationToken cancellationToken)
    {
        var end = Instant.MinValue;
        await foreach (var ticket in TicketsAsync(store, tenant, cancellationToken))
        {
            var stream = await store.ReadEventsAsync(tenant, ticket, cancellationToken);
            end = Instant.Max(end, stream.Max(e => e.At) + Duration.FromSeconds(1));
        }

        return end;
    }
}
