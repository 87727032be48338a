using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Tickets;
using static Helpdesk.Core.Testing.ConformanceWorld;

namespace Helpdesk.Core.Testing;

public static partial class StoreConformance
{
    private static async Task SpamAsync(IHelpdeskStore store)
    {
        var features = SpamFeatures.FromHashes([1, ulong.MaxValue]);
        Expect(await store.ReadSpamModelAsync(Tenant).ConfigureAwait(false) is null, "version 0 is the untaught model");
        Expect(await store.TeachAsync(Tenant, "a", features, null).ConfigureAwait(false), CommitResult.Duplicate);
        Expect(await store.TeachAsync(Tenant, "a", features, SpamClass.Spam).ConfigureAwait(false), CommitResult.Committed);
        Expect(await store.TeachAsync(Tenant, "a", features, SpamClass.Spam).ConfigureAwait(false), CommitResult.Duplicate);
        await store.TeachAsync(Tenant, "b", SpamFeatures.FromHashes([1]), SpamClass.Ham).ConfigureAwait(false);
        var model = await ModelAsync(store).ConfigureAwait(false);
        Expect((model.Count(1), model.Count(ulong.MaxValue)), ((1, 1), (1, 0)), "counts");
        Expect(model.Totals, new SpamTotals(1, 1, 2, 1), "totals");
        Expect(await store.TeachAsync(Tenant, "a", features, SpamClass.Ham).ConfigureAwait(false), CommitResult.Committed);
        Expect((await ModelAsync(store).ConfigureAwait(false)).Totals, new SpamTotals(0, 2, 0, 3), "a message that is relabelled counts once");
        Expect(await store.TeachAsync(Tenant, "a", features, null).ConfigureAwait(false), CommitResult.Committed);
        Expect(await store.TeachAsync(new TenantId("other"), "b", features, SpamClass.Spam).ConfigureAwait(false), CommitResult.Committed);

        var world = new ConformanceWorld(store);
        var state = await world.OpenAsync("m1").ConfigureAwait(false);
        var before = await ModelAsync(store).ConfigureAwait(false);
        var sample = await store.LoadSampleAsync(Tenant, state.Id).ConfigureAwait(false);
        var marked = world.Do(state, new TicketCommand.Fire(Triggers.MarkSpam), sample);
        await store.CommitAsync(Tenant, new Commit(marked)).ConfigureAwait(false);
        Expect((await ModelAsync(store).ConfigureAwait(false)).Totals.SpamMessages, 1, "a mark teaches");
        var unmarked = world.Do(marked.State, new TicketCommand.Fire(Triggers.NotSpam), sample);
        await store.CommitAsync(Tenant, new Commit(unmarked)).ConfigureAwait(false);
        var after = await ModelAsync(store).ConfigureAwait(false);
        Expect(after.ToBytes().AsSpan().SequenceEqual(before.ToBytes()), "an unmark takes exactly that back");
    }

    private static async Task SpamChangesAsync(IHelpdeskStore store)
    {
        var (known, version) = (SpamModel.Empty, 0L);
        (string Key, ulong[] Hashes, SpamClass? As)[] lessons =
        [
            ("a", [1, 2, 3], SpamClass.Spam), ("b", [3, 4], SpamClass.Ham), ("a", [1, 2, 3], null), ("c", [ulong.MaxValue, 1UL << 63], SpamClass.Spam),
            ("b", [3, 4], SpamClass.Spam),
        ];
        foreach (var (key, hashes, @as) in lessons)
        {
            await store.TeachAsync(Tenant, key, SpamFeatures.FromHashes(hashes), @as).ConfigureAwait(false);
            var change = await store.ReadSpamModelAsync(Tenant, version).ConfigureAwait(false);
            Expect(change is not null && change.Version > version, "every lesson makes a higher version");
            Expect(change!.Counts.Count <= hashes.Length, "only what has changed is read");
            (known, version) = (change.Over(known), change.Version);
            var whole = await ModelAsync(store).ConfigureAwait(false);
            Expect(known.ToBytes().AsSpan().SequenceEqual(whole.ToBytes()), "changes lead to the model");
        }

        Expect(await store.ReadSpamModelAsync(Tenant, version).ConfigureAwait(false) is null, "nothing newer");
    }

    private static async Task SpamRefusalAsync(IHelpdeskStore store)
    {
        // More features, fewer, others: each would leave counts behind that belong to no message.
        await store.TeachAsync(Tenant, "a", SpamFeatures.FromHashes([1, 2]), SpamClass.Spam).ConfigureAwait(false);
        await store.TeachAsync(Tenant, "b", SpamFeatures.FromHashes([2, 3]), SpamClass.Spam).ConfigureAwait(false);
        var before = await ModelAsync(store).ConfigureAwait(false);
        foreach (var hashes in new ulong[][] { [1, 2, 3], [1], [2, 3] })
        {
            foreach (var @as in new SpamClass?[] { SpamClass.Ham, null })
            {
                Expect(await RefusesAsync(store, hashes, @as).ConfigureAwait(false), "other features than those that were taught are refused");
            }
        }

        var model = await ModelAsync(store).ConfigureAwait(false);
        Expect(model.ToBytes().AsSpan().SequenceEqual(before.ToBytes()), "nothing of it applied");
        Expect(await store.TeachAsync(Tenant, "a", SpamFeatures.FromHashes([2, 1]), null).ConfigureAwait(false), CommitResult.Committed);
    }

    private static async Task<bool> RefusesAsync(IHelpdeskStore store, ulong[] hashes, SpamClass? @as)
    {
        try
        {
            await store.TeachAsync(Tenant, "a", SpamFeatures.FromHashes(hashes), @as).ConfigureAwait(false);
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private static async Task<SpamModel> ModelAsync(IHelpdeskStore store) =>
        (await store.ReadSpamModelAsync(Tenant).ConfigureAwait(false))?.Over(SpamModel.Empty) ?? SpamModel.Empty;
}
