using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using static Helpdesk.Core.Testing.ConformanceWorld;

namespace Helpdesk.Core.Testing;

/// <content>The order of all events.</content>
public static partial class StoreConformance
{
    private static async Task EventOrderAsync(IHelpdeskStore store)
    {
        const int Writers = 8;
        const int Notes = 12;
        var world = new ConformanceWorld(store);
        var writers = new List<Task>();
        for (var i = 0; i < Writers; i++)
        {
            var state = await world.OpenAsync($"m{i}").ConfigureAwait(false);
            var notes = Enumerable.Range(0, Notes).Select(_ => new TicketCommand.AddNote(world.NewMessage())).ToList();
            writers.Add(Task.Run(async () =>
            {
                foreach (var note in notes)
                {
                    var outcome = world.Do(state, note);
                    Expect(await store.CommitAsync(Tenant, new Commit(outcome)).ConfigureAwait(false), CommitResult.Committed);
                    state = outcome.State;
                }
            }));
        }

        // Reads while they write, in pages of odd sizes, and once more when they are done.
        var read = new List<PlacedEvent>();
        var work = Task.WhenAll(writers);
        for (var (size, isLast) = (1, false); !isLast; size = (size % 7) + 1)
        {
            isLast = work.IsCompleted;
            while (await store.ReadEventsAsync(Tenant, read.Count == 0 ? null : read[^1].Place, size).ConfigureAwait(false) is { Count: > 0 } page)
            {
                Expect(page.Count <= size, "no page is longer than asked for");
                read.AddRange(page);
            }
        }

        await work.ConfigureAwait(false);
        foreach (var ticket in await store.ReadTicketIdsAsync(Tenant, null, 99).ConfigureAwait(false))
        {
            var stream = await store.ReadEventsAsync(Tenant, ticket).ConfigureAwait(false);
            Expect(
                read.Where(e => e.Event.Ticket == ticket).Select(e => e.Event.Recorded.Version).SequenceEqual(stream.Select(e => e.Version)),
                "all of a ticket, once, by version");
        }

        Expect(read.Select(e => e.Place).Distinct().Count(), read.Count, "places");
        Expect(read.Count > Writers * Notes, "events");
        var again = await store.ReadEventsAsync(Tenant, null, int.MaxValue).ConfigureAwait(false);
        Expect(again.Select(e => e.Place).SequenceEqual(read.Select(e => e.Place)), "the order stays");
        Expect((await store.ReadEventsAsync(new TenantId("t2"), null, 9).ConfigureAwait(false)).Count, 0, "of another tenant");
    }
}
