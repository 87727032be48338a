using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using static Helpdesk.Core.Testing.ConformanceWorld;

namespace Helpdesk.Core.Testing;

/// <content>How promises were kept.</content>
public static partial class StoreConformance
{
    private static async Task SlaEventsAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var expected = new List<StoredEvent>();
        for (var i = 0; i < 3; i++)
        {
            var state = await world.OpenAsync($"m{i}").ConfigureAwait(false);
            foreach (var command in new TicketCommand[]
                {
                    new TicketCommand.Reply(world.NewMessage(), Triggers.Resolve), new TicketCommand.ReviewSla(SlaEdit.Forward),
                })
            {
                var outcome = world.Do(state, command);
                Expect(await store.CommitAsync(Tenant, new Commit(outcome)).ConfigureAwait(false), CommitResult.Committed);
                state = outcome.State;
            }

            var events = await store.ReadEventsAsync(Tenant, state.Id).ConfigureAwait(false);
            expected.AddRange(events.Where(e => e.Event is TicketEvent.SlaBreached or TicketEvent.SlaFulfilled or TicketEvent.SlaReviewed)
                .Select(e => new StoredEvent(state.Id, e)));
        }

        Expect(expected.Count, 9, "two results and a review a ticket");
        foreach (var size in new[] { 1, 2, 4, 9, 100 })
        {
            var read = new List<StoredEvent>();
            for (StoredEvent? last = null; read.Count <= expected.Count; last = read[^1])
            {
                var page = await store.ReadSlaEventsAsync(Tenant, last, size).ConfigureAwait(false);
                Expect(page.Count <= size, "no page is longer than asked for");
                read.AddRange(page);
                if (page.Count < size)
                {
                    break;
                }
            }

            Expect(
                read.Select(e => (e.Ticket, e.Recorded.Version)).SequenceEqual(
                    expected.OrderBy(e => e.Ticket.ToString(), StringComparer.Ordinal).Select(e => (e.Ticket, e.Recorded.Version))),
                $"pages of {size} hold everything once, in order");
        }

        Expect((await store.ReadSlaEventsAsync(new TenantId("t2"), null, 10).ConfigureAwait(false)).Count, 0, "another tenant has none");
    }
}
