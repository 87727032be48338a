using Helpdesk.Core.Runtime.Storage;
using NodaTime;
using static Helpdesk.Core.Testing.ConformanceWorld;

namespace Helpdesk.Core.Testing;

public static partial class StoreConformance
{
    private static async Task StatusAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var empty = await store.ReadStatusAsync(Tenant).ConfigureAwait(false);
        Expect(empty with { SchemaVersion = 0 }, new StoreStatus { SchemaVersion = 0, EarliestTimer = null, Waiting = 0, OldestWaiting = null, DeadLetters = 0 }, "nothing yet");
        await world.OpenAsync("m1").ConfigureAwait(false);
        await world.OpenAsync("m2").ConfigureAwait(false);
        var first = (await store.DueTimersAsync(Tenant, Instant.MaxValue, 1).ConfigureAwait(false))[0].Timer.At;
        var expected = new StoreStatus
        {
            SchemaVersion = empty.SchemaVersion,
            EarliestTimer = first,
            Waiting = 2,
            OldestWaiting = Start,
            DeadLetters = 0,
        };
        Expect(await store.ReadStatusAsync(Tenant).ConfigureAwait(false), expected, "two messages wait");
        var held = await store.ClaimOutboxAsync(Tenant, Start, Duration.FromMinutes(1), 9).ConfigureAwait(false);
        Expect((await store.ReadStatusAsync(Tenant).ConfigureAwait(false)).Waiting, 2L, "what is held waits");
        await store.CompleteOutboxAsync(Tenant, held[0].Message.Id, held[0].Token).ConfigureAwait(false);
        await store.CompleteOutboxAsync(Tenant, held[1].Message.Id, held[1].Token, new Fault("no", "No.")).ConfigureAwait(false);
        Expect(
            await store.ReadStatusAsync(Tenant).ConfigureAwait(false), expected with { Waiting = 0, OldestWaiting = null, DeadLetters = 1 }, "one left, one did not");
        Expect(await store.ReadStatusAsync(new TenantId("t2")).ConfigureAwait(false), empty, "nothing of another tenant");
    }
}
