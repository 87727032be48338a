using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using NodaTime;
using static Helpdesk.Core.Testing.ConformanceWorld;

namespace Helpdesk.Core.Testing;

/// <content>What the budgets of rules and simulations ask for.</content>
public static partial class StoreConformance
{
    private static async Task NoticesAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var (ann, bob) = (Address.Mail("ann@customer.example"), Address.Mail("bob@customer.example"));
        var state = await world.OpenAsync("m1").ConfigureAwait(false);
        await world.OpenAsync("m2").ConfigureAwait(false);
        await world.OpenAsync("m3", from: bob).ConfigureAwait(false);
        var answered = world.Do(state, new TicketCommand.Reply(world.NewMessage()));
        Expect(await store.CommitAsync(Tenant, new Commit(answered)).ConfigureAwait(false), CommitResult.Committed);
        Expect(await CountAsync(ann, Start).ConfigureAwait(false), 2, "two acknowledgements, and an answer of a person, which does not count");
        Expect(await CountAsync(Address.Mail("ANN@Customer.example", "Somebody"), Start).ConfigureAwait(false), 2, "addresses are compared by their keys");
        Expect(await CountAsync(bob, Start).ConfigureAwait(false), 1, "somebody else");
        Expect(await CountAsync(ann, Start + Duration.FromTicks(1)).ConfigureAwait(false), 0, "before the instant");
        var both = await store.ReadNoticesAsync(Tenant, [ann, bob, Address.Mail("none@customer.example")], Start).ConfigureAwait(false);
        Expect(both.Sum(n => n.Value.Count), 3, "several at once");
        Expect(both.All(n => n.Value.All(at => at == Start)), "the very instant");
        Expect((await store.ReadNoticesAsync(new TenantId("t2"), [ann], Start).ConfigureAwait(false)).Count, 0, "another tenant has none");

        async Task<int> CountAsync(Address to, Instant since) =>
            (await store.ReadNoticesAsync(Tenant, [to], since).ConfigureAwait(false)).Sum(n => n.Value.Count);
    }

    private static async Task TicketIdsAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var expected = new List<TicketId>();
        for (var i = 0; i < 5; i++)
        {
            expected.Add((await world.OpenAsync($"m{i}").ConfigureAwait(false)).Id);
        }

        expected.Sort((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));
        foreach (var size in new[] { 1, 2, 5, 100 })
        {
            var read = new List<TicketId>();
            while (await store.ReadTicketIdsAsync(Tenant, read.Count == 0 ? null : read[^1], size).ConfigureAwait(false) is { Count: > 0 } page)
            {
                Expect(page.Count <= size, "no page is longer than asked for");
                read.AddRange(page);
                Expect(read.Count <= expected.Count, "no ticket comes twice");
            }

            Expect(read.SequenceEqual(expected), $"pages of {size} hold every ticket once, in order");
        }

        Expect((await store.ReadTicketIdsAsync(new TenantId("t2"), null, 10).ConfigureAwait(false)).Count, 0, "another tenant has none");
    }
}
