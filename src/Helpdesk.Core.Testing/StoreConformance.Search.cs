using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Search;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Relations;
using static Helpdesk.Core.Testing.ConformanceWorld;

namespace Helpdesk.Core.Testing;

/// <content>Full-text search.</content>
public static partial class StoreConformance
{
    private static async Task SearchAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var state = await OpenWithAsync(store, world, "s1", "The Müller invoice of March 3.14 is wrong; see toner@shop.example").ConfigureAwait(false);
        await OpenWithAsync(store, world, "s2", "Invoice is wrong again, 東京の営業所 says: NEAR(a b) OR \"c\"").ConfigureAwait(false);
        await store.CommitAsync(Tenant, new Commit(world.Do(state, new TicketCommand.AddNote(world.NewMessage())))).ConfigureAwait(false);
        (string Search, string Found)[] cases =
        [
            ("invoice", "s2 s1"), ("INVOICE wrong", "s2 s1"), ("invoice march", "s1"), ("\"invoice is wrong\"", "s2"), ("\"wrong is invoice\"", ""),
            ("invoice -march", "s2"), ("invoice -\"is wrong again\"", "s1"), ("invoice -wro*", ""), ("mull*", "s1"), ("muller", "s1"), ("3.14", "s1"), ("14.3", ""),
            ("toner@shop.example", "s1"), ("ann@customer.example", "s2 s1"), ("a.bin", "s2 s1"), ("\"broken ann\"", ""), ("東京", "s2"), ("京の営", "s2"), ("東営", ""),
            ("near", "s2"), ("or", "s2"), ("near a b c", "s2"), ("words:invoice", ""), ("invoice*wrong", ""), ("'invoice'", "s2 s1"), ("\"try again\"", "note"), ("words", ""),
        ];
        foreach (var (search, found) in cases)
        {
            Expect(await SearchAsync(store, search).ConfigureAwait(false), found, $"found by {search}:");
        }

        var hit = (await store.SearchAsync(Tenant, new MessageSearch(SearchQuery.Parse("march").Require(), 9)).ConfigureAwait(false)).Hits.Single();
        var now = (await LoadAsync(store, state.Id).ConfigureAwait(false));
        Expect(hit.Ticket, TicketRow.Of(now), "the ticket of a hit");
        Expect((hit.Direction, hit.Subject, hit.From.Value, hit.At), (MessageDirection.Inbound, "Printer \ud83d\udda8 broken", "ann@customer.example", Start), "a hit");
        Expect(hit.Message, now.Ticket.Messages[0].Message, "the message of a hit");
        Expect(hit.Excerpt, "The Müller invoice of March 3.14 is wrong; see toner@shop.example", "excerpt");
    }

    private static async Task SearchPagesAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        for (var i = 0; i < 7; i++)
        {
            await OpenWithAsync(store, world, $"s{i}", i == 3 ? "another" : "the same").ConfigureAwait(false);
        }

        foreach (var size in new[] { 1, 2, 3, 6, 100 })
        {
            Expect(await ReadSearchAsync(store, "same", size).ConfigureAwait(false), "s6 s5 s4 s2 s1 s0", $"in pages of {size}:");
        }

        var first = await store.SearchAsync(Tenant, new MessageSearch(SearchQuery.Parse("same").Require(), 2)).ConfigureAwait(false);
        await OpenWithAsync(store, world, "s7", "the same").ConfigureAwait(false);
        Expect(await ReadSearchAsync(store, "same", 3, first.Next).ConfigureAwait(false), "s4 s2 s1 s0", "what comes in disturbs no page:");
    }

    private static async Task SearchMovedAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var a = await OpenWithAsync(store, world, "s1", "one").ConfigureAwait(false);
        var b = await OpenWithAsync(store, world, "s2", "two").ConfigureAwait(false);
        var fresh = new TicketId(Guid.CreateVersion7());
        var later = await AppendAsync(world, a, "s3", a.Id).ConfigureAwait(false);
        await store.CommitAsync(Tenant, new Commit(later)).ConfigureAwait(false);
        var moved = later.Messages[0].Id;
        var split = world.Do(later.State, new TicketCommand.Split(fresh, TicketReference.Format("HD-", 900), "Another", [new SplitMessage(moved)]));
        Expect(await store.CommitAsync(Tenant, new Commit(split)).ConfigureAwait(false), CommitResult.Committed);
        Expect(await TicketsAsync("\"not print\"").ConfigureAwait(false), fresh.ToString(), "a message that was split off is found where it is:");
        Expect(await TicketsAsync("one").ConfigureAwait(false), a.Id.ToString(), "one that stayed is found there:");
        await store.CommitAsync(Tenant, new Commit(world.Do(b, new TicketCommand.Fire(Triggers.MarkSpam)))).ConfigureAwait(false);
        Expect(await TicketsAsync("two").ConfigureAwait(false), "", "spam is not found:");
        Expect(await TicketsAsync("two", everywhere: true).ConfigureAwait(false), b.Id.ToString(), "unless asked for:");

        async Task<string> TicketsAsync(string search, bool everywhere = false) => string.Join(
            ' ',
            (await store.SearchAsync(Tenant, new MessageSearch(SearchQuery.Parse(search).Require(), 9, null, everywhere)).ConfigureAwait(false)).Hits
                .Select(h => h.Ticket.Id.ToString()));
    }

    private static async Task SearchErasedAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var a = await OpenWithAsync(store, world, "s1", "a secret").ConfigureAwait(false);
        await OpenWithAsync(store, world, "s2", "a secret").ConfigureAwait(false);
        await store.CommitAsync(Tenant, new Commit(world.Do(a, new TicketCommand.AddNote(world.NewMessage())))).ConfigureAwait(false);
        var erased = world.Do(await LoadAsync(store, a.Id).ConfigureAwait(false), new TicketCommand.Erase(a.Ticket.Requester));
        Expect(await store.CommitAsync(Tenant, new Commit(erased)).ConfigureAwait(false), CommitResult.Committed);
        foreach (var search in new[] { "secret", "sec*", "printer", "a.bin", "ann@customer.example", "Ann" })
        {
            Expect(await SearchAsync(store, search).ConfigureAwait(false), "s2", $"what was erased is not found by {search}:");
        }

        Expect(await SearchAsync(store, "again").ConfigureAwait(false), "note", "what others wrote is found:");
    }

    private static Task<string> SearchAsync(IHelpdeskStore store, string search) => ReadSearchAsync(store, search, 100);

    // What came in by its external id, and notes; acknowledgements are left out.
    private static async Task<string> ReadSearchAsync(IHelpdeskStore store, string search, int size, SearchCursor? after = null)
    {
        var found = new List<string>();
        var query = SearchQuery.Parse(search).Require();
        var pages = 0;
        do
        {
            var page = await store.SearchAsync(Tenant, new MessageSearch(query, size, after)).ConfigureAwait(false);
            Expect(page.Hits.Count <= size, "no page is longer than asked for");
            foreach (var hit in page.Hits.Where(h => h.Direction != MessageDirection.Outbound))
            {
                var messages = await store.ReadMessagesAsync(Tenant, hit.Ticket.Id).ConfigureAwait(false);
                found.Add(hit.Direction == MessageDirection.Note ? "note" : messages.Single(m => m.Id == hit.Message).ExternalId);
            }

            after = page.Next;
        }
        while (after is not null && ++pages < 100);
        return string.Join(' ', found);
    }

    private static async Task<TicketState> OpenWithAsync(IHelpdeskStore store, ConformanceWorld world, string id, string text)
    {
        var outcome = await world.ArriveAsync(Mail(id) with { Text = text }).ConfigureAwait(false);
        Expect(await store.CommitAsync(Tenant, new Commit(outcome, "mail:" + id)).ConfigureAwait(false), CommitResult.Committed);
        return outcome.State;
    }
}
