using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using NodaTime;
using static Helpdesk.Core.Testing.ConformanceWorld;

namespace Helpdesk.Core.Testing;

/// <content>Who works on what, and for how long.</content>
public static partial class StoreConformance
{
    private static readonly Instant End = Start + Duration.FromDays(30);
    private static readonly Duration Hour = Duration.FromHours(1);
    private static readonly Duration Moment = Duration.FromMilliseconds(1);

    private static async Task TimerClaimsAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var a = world.Do(await world.OpenAsync("m1").ConfigureAwait(false), new TicketCommand.Postpone(Start + Duration.FromDays(2)));
        var b = world.Do(await world.OpenAsync("m2").ConfigureAwait(false), new TicketCommand.Postpone(Start + Duration.FromDays(1)));
        await store.CommitAsync(Tenant, new Commit(a)).ConfigureAwait(false);
        await store.CommitAsync(Tenant, new Commit(b)).ConfigureAwait(false);
        var all = await store.DueTimersAsync(Tenant, End, 10).ConfigureAwait(false);
        var earliest = all.DistinctBy(d => d.Ticket).ToList();
        Expect(all.Count > earliest.Count, "a ticket has several timers");
        var early = await store.ClaimTimersAsync(Tenant, all[0].Timer.At - Duration.FromTicks(1), Hour, 10).ConfigureAwait(false);
        Expect(early.Count, 0, "nothing is due early");
        Expect((await store.ClaimTimersAsync(new TenantId("t2"), End, Hour, 10).ConfigureAwait(false)).Count, 0, "of another tenant");

        var first = await store.ClaimTimersAsync(Tenant, End, Moment, 1).ConfigureAwait(false);
        Expect((first.Single().Ticket, first[0].Timer), (all[0].Ticket, all[0].Timer), "the earliest");

        // Another ticket's timer is due at the same instant: as long as the lease runs, that one would be given.
        await Task.Delay(20).ConfigureAwait(false);
        var second = await AgainAsync(() => store.ClaimTimersAsync(Tenant, first[0].Timer.At, Hour, 1)).ConfigureAwait(false);
        Expect((second.Single().Ticket, second[0].Timer), (first[0].Ticket, first[0].Timer), "after the lease");
        var rest = await store.ClaimTimersAsync(Tenant, End, Hour, 10).ConfigureAwait(false);
        Expect(rest.Select(c => (c.Ticket, c.Timer)).SequenceEqual(earliest.Skip(1).Select(d => (d.Ticket, d.Timer))), "the earliest of the others, and none of a ticket that is held");
        Expect((await store.ClaimTimersAsync(Tenant, End, Hour, 10).ConfigureAwait(false)).Count, 0, "all are held");
        Expect((await store.DueTimersAsync(Tenant, End, 10).ConfigureAwait(false)).Count, all.Count, "what is held is still due");
        await store.ReleaseTimersAsync(Tenant, rest[0].Token).ConfigureAwait(false);
        Expect((await store.ClaimTimersAsync(Tenant, End, Hour, 10).ConfigureAwait(false)).Count, rest.Count, "given back");

        // What the late worker would write is not stored. What is set anew within the hold stays claimed; what others set is free.
        var state = (first[0].Ticket == a.State.Id ? a : b).State;
        Commit Under(long token, Instant until) => new(world.Do(state, new TicketCommand.AddNote(world.NewMessage()))) { Hold = new TimerHold(token, until, Hour) };
        Expect(await store.CommitAsync(Tenant, Under(first[0].Token, End)).ConfigureAwait(false), CommitResult.Late);
        Expect((await store.ReadEventsAsync(Tenant, state.Id).ConfigureAwait(false)).Count, (int)state.Ticket.Version, "a late commit stores nothing");
        var done = Under(second[0].Token, End);
        Expect(await store.CommitAsync(Tenant, done).ConfigureAwait(false), CommitResult.Committed);
        state = done.Outcome.State;
        Expect((await store.ClaimTimersAsync(Tenant, End, Hour, 10).ConfigureAwait(false)).Count, 0, "the worker goes on with what it set");
        var last = Under(second[0].Token, Start - Hour);
        Expect(await store.CommitAsync(Tenant, last).ConfigureAwait(false), CommitResult.Committed);
        state = last.Outcome.State;
        Expect(await store.CommitAsync(Tenant, Under(second[0].Token, End)).ConfigureAwait(false), CommitResult.Late);
        var free = await store.ClaimTimersAsync(Tenant, End, Hour, 10).ConfigureAwait(false);
        Expect((free.Single().Ticket, free[0].Timer), (state.Id, last.Outcome.Timers.OrderBy(t => t.At).ThenBy(t => t.Kind).First()), "what lies after the hold is free");
        await store.CommitAsync(Tenant, new Commit(world.Do(state, new TicketCommand.AddNote(world.NewMessage())))).ConfigureAwait(false);
        Expect((await store.ClaimTimersAsync(Tenant, End, Hour, 10).ConfigureAwait(false)).Count, free.Count, "a commit of somebody else ends a claim");
    }

    private static async Task WaitAsync(IHelpdeskStore store)
    {
        var (briefly, minute) = (TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        var world = new ConformanceWorld(store);
        Expect(await store.WaitForMessagesAsync(Tenant, 0, briefly).ConfigureAwait(false), 0L, "nothing has come");
        var waiting = store.WaitForMessagesAsync(Tenant, 0, minute);
        await world.OpenAsync("m1").ConfigureAwait(false);
        var seen = await waiting.ConfigureAwait(false);
        Expect(seen != 0, "woken by a commit");
        Expect(await store.WaitForMessagesAsync(new TenantId("t2"), 0, briefly).ConfigureAwait(false), 0L, "of another tenant");

        await world.OpenAsync("m2").ConfigureAwait(false);
        var next = await store.WaitForMessagesAsync(Tenant, seen, minute).ConfigureAwait(false);
        Expect(next != seen, "what came before the wait is not missed");
        var claimed = await store.ClaimOutboxAsync(Tenant, Start, Hour, 1).ConfigureAwait(false);
        await store.CompleteOutboxAsync(Tenant, claimed[0].Message.Id, claimed[0].Token, new Fault("gone", "Gone.")).ConfigureAwait(false);
        waiting = store.WaitForMessagesAsync(Tenant, next, minute);
        await store.ReviveAsync(Tenant, claimed[0].Message.Id).ConfigureAwait(false);
        Expect(await waiting.ConfigureAwait(false) != next, "woken by what is revived");
        using var cancelled = new CancellationTokenSource();
        waiting = store.WaitForMessagesAsync(new TenantId("t3"), 0, minute, cancelled.Token);
        await cancelled.CancelAsync().ConfigureAwait(false);
        Expect(await IsCancelledAsync(waiting).ConfigureAwait(false), "cancelled");
    }

    private static async Task<bool> IsCancelledAsync(Task work)
    {
        try
        {
            await work.ConfigureAwait(false);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    // Leases are counted by the store's clock: what is held for a moment only is waited for.
    private static async Task<IReadOnlyList<T>> AgainAsync<T>(Func<Task<IReadOnlyList<T>>> claim)
    {
        for (var i = 0; i < 3_000; i++)
        {
            if (await claim().ConfigureAwait(false) is { Count: > 0 } claimed)
            {
                return claimed;
            }

            await Task.Delay(10).ConfigureAwait(false);
        }

        return [];
    }

    private static async Task OutboxAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        await world.OpenAsync("m1").ConfigureAwait(false);
        var first = await store.ClaimOutboxAsync(Tenant, Start, Moment, 10).ConfigureAwait(false);
        Expect(first.Count, 1, "waiting messages");
        var second = await AgainAsync(() => store.ClaimOutboxAsync(Tenant, Start, Hour, 10)).ConfigureAwait(false);
        Expect(second.Count, 1, "after the lease");
        Expect(second[0].Attempts, 2, "attempts");
        Expect((await store.ClaimOutboxAsync(Tenant, Start + Duration.FromDays(9), Hour, 10).ConfigureAwait(false)).Count, 0, "held, whatever a host's clock says");
        Expect(!await store.CompleteOutboxAsync(Tenant, first[0].Message.Id, first[0].Token).ConfigureAwait(false), "an old token is void");
        Expect(!await store.RetryOutboxAsync(Tenant, first[0].Message.Id, first[0].Token, Start).ConfigureAwait(false), "an old token gives nothing back");
        Expect(await store.RetryOutboxAsync(Tenant, second[0].Message.Id, second[0].Token, Start + Hour).ConfigureAwait(false), "given back");
        Expect((await store.ClaimOutboxAsync(Tenant, Start + Duration.FromMinutes(59), Hour, 10).ConfigureAwait(false)).Count, 0, "not yet");
        var third = await store.ClaimOutboxAsync(Tenant, Start + Hour, Moment, 10).ConfigureAwait(false);
        Expect(await store.CompleteOutboxAsync(Tenant, third[0].Message.Id, third[0].Token).ConfigureAwait(false), "completed");
        await Task.Delay(20).ConfigureAwait(false);
        Expect((await store.ClaimOutboxAsync(Tenant, Start + Duration.FromDays(9), Hour, 10).ConfigureAwait(false)).Count, 0, "gone");
    }
}
