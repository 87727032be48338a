using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Blobs;
using Helpdesk.Core.Tickets;
using static Helpdesk.Core.Testing.ConformanceWorld;

namespace Helpdesk.Core.Testing;

public static partial class StoreConformance
{
    private static async Task BlobHashesAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var state = await world.OpenAsync("m1").ConfigureAwait(false);
        BlobHash shared = BlobHash.Of([0, 1, 255]);
        Expect((await store.ReadBlobHashesAsync(null, 9).ConfigureAwait(false)).Single(), shared, "equal contents have one name");
        var other = new TenantId("t2");
        var many = Mail("m2") with { Attachments = [.. Enumerable.Range(0, 5).Select(i => new Attachment($"../../{i}", "text/plain", new byte[i]))] };
        Expect(await store.CommitAsync(other, new Commit(await world.ArriveAsync(many, other).ConfigureAwait(false))).ConfigureAwait(false), CommitResult.Committed);

        BlobHash[] expected = [.. Enumerable.Range(0, 5).Select(i => BlobHash.Of(new byte[i])).Append(shared).Order()];
        var read = new List<BlobHash>();
        while (await store.ReadBlobHashesAsync(read.Count == 0 ? null : read[^1], 2).ConfigureAwait(false) is { Count: > 0 } page)
        {
            Expect(page.Count <= 2, "the size of a page");
            read.AddRange(page);
        }

        Expect(read.SequenceEqual(expected), "each once, of all tenants, in order");
        await store.CommitAsync(Tenant, new Commit(world.Do(state, new TicketCommand.Erase(state.Ticket.Requester)))).ConfigureAwait(false);
        var left = await store.ReadBlobHashesAsync(null, 9).ConfigureAwait(false);
        Expect(left.Count == 5 && !left.Contains(shared), "what was erased is referred to no more");
    }
}
