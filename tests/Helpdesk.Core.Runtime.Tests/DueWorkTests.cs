using System.Text.Json;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.TestSupport;
using NodaTime;

namespace Helpdesk.Core.Runtime.Tests;

public sealed class DueWorkTests
{
    private static readonly TenantId Tenant = new("t");
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);

    // A warning, a breach and a rule that the clock wakes: each makes others come.
    private static readonly HelpdeskConfiguration Configuration = HelpdeskConfiguration.Parse(
        """
        {"version":1,"departments":[{"id":"support"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "agents":[{"id":"kim","address":"kim@acme.example","departments":["support"]},{"id":"lee","address":"lee@acme.example","departments":["support"]}],
         "slaPolicies":[{"id":"s","firstReply":{"all":"PT4H"}}],"templates":{},"notices":{},
         "rules":[{"id":"old","on":["rule.due"],"when":{"field":"ticket.createdAt","op":"olderThan","value":"PT3H"},"then":[{"do":"addTags","tags":["old"]}]},
                  {"id":"older","on":["rule.due"],"when":{"all":[{"field":"ticket.tags","op":"hasAny","value":["old"]},{"field":"ticket.createdAt","op":"olderThan","value":"PT3H30M"}]},
                   "then":[{"do":"setPriority","value":"high"}]}]}
        """).Require();

    private readonly Clock _clock = new(Start);

    // Law: a host that polls late writes the same history as one that polls often, however many timers have come.
    [Fact]
    public async Task A_host_that_polls_late_writes_the_same_history()
    {
        var late = await FilledAsync(250);
        var often = await FilledAsync(250);
        var end = Start + Duration.FromHours(9);
        var once = await Worker(late).RunAsync(end);
        var many = 0;
        for (var at = Start; at <= end; at += Duration.FromMinutes(7))
        {
            many += await Worker(often).RunAsync(at);
        }

        many += await Worker(often).RunAsync(end);
        Assert.Equal(once, many);
        Assert.Equal(3 * 250, once);
        Assert.Equal(await HistoryAsync(often), await HistoryAsync(late));
    }

    [Fact]
    public async Task A_worker_that_was_slower_than_its_lease_writes_nothing_and_nothing_rings_twice()
    {
        var store = await FilledAsync(20);
        var others = 0;
        var slow = Worker(InterceptedStore.Of(store, (method, _) =>
        {
            if (method == nameof(IHelpdeskStore.CommitAsync) && others == 0)
            {
                _clock.Now += Duration.FromMinutes(2);
                others = Worker(store).RunAsync(Start + Duration.FromHours(9)).GetAwaiter().GetResult();
            }
        }));
        Assert.Equal(0, await slow.RunAsync(Start + Duration.FromHours(9)));
        Assert.Equal(3 * 20, others);
        var undisturbed = await FilledAsync(20);
        await Worker(undisturbed).RunAsync(Start + Duration.FromHours(9));
        Assert.Equal(await HistoryAsync(undisturbed), await HistoryAsync(store));
    }

    [Fact]
    public async Task Workers_at_the_same_time_share_the_work()
    {
        var store = await FilledAsync(250);
        var rang = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Worker(store).RunAsync(Start + Duration.FromHours(9)))));
        var undisturbed = await FilledAsync(250);
        Assert.Equal(await Worker(undisturbed).RunAsync(Start + Duration.FromHours(9)), rang.Sum());
        Assert.Equal(await HistoryAsync(undisturbed), await HistoryAsync(store));
    }

    [Fact]
    public async Task A_ticket_that_cannot_be_worked_on_keeps_no_other_from_it_and_is_tried_again_after_its_lease()
    {
        var store = await FilledAsync(20);
        var bad = (await store.DueTimersAsync(Tenant, Instant.MaxValue, 1))[0].Ticket;
        var worker = Worker(InterceptedStore.Of(store, (method, arguments) =>
        {
            if (method == nameof(IHelpdeskStore.LoadAsync) && arguments[1]!.Equals(bad))
            {
                throw new IOException("Damaged.");
            }
        }));
        var end = Start + Duration.FromHours(9);
        var failed = await Assert.ThrowsAsync<AggregateException>(() => worker.RunAsync(end));
        Assert.Equal("Damaged.", Assert.Single(failed.InnerExceptions).Message);
        Assert.All(await store.DueTimersAsync(Tenant, end, 99), d => Assert.Equal(bad, d.Ticket));
        Assert.Equal(0, await worker.RunAsync(end));
        _clock.Now += Duration.FromMinutes(1);
        Assert.NotEqual(0, await Worker(store).RunAsync(end));
        Assert.Empty(await store.DueTimersAsync(Tenant, end, 99));
    }

    [Fact]
    public async Task A_worker_that_is_stopped_gives_back_what_it_has_not_done()
    {
        var store = await FilledAsync(20);
        using var stop = new CancellationTokenSource();
        var worker = Worker(InterceptedStore.Of(store, (method, _) =>
        {
            if (method == nameof(IHelpdeskStore.CommitAsync))
            {
                stop.Cancel();
            }
        }));
        var end = Start + Duration.FromHours(9);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => worker.RunAsync(end, stop.Token));
        var rest = await Worker(store).RunAsync(end);
        var undisturbed = await FilledAsync(20);
        Assert.Equal(await Worker(undisturbed).RunAsync(end), rest + 1);
        Assert.Equal(await HistoryAsync(undisturbed), await HistoryAsync(store));
    }

    private static DueWork Worker(IHelpdeskStore store) => new(Configuration, store, Tenant);

    private static async Task<string> HistoryAsync(InMemoryStore store)
    {
        var lines = new List<string>();
        foreach (var ticket in await store.ReadTicketIdsAsync(Tenant, null, int.MaxValue))
        {
            lines.AddRange((await store.ReadEventsAsync(Tenant, ticket)).Select(e => $"{ticket} {JsonSerializer.Serialize(e, HelpdeskJson.Default.RecordedEvent)}"));
        }

        return string.Join('\n', lines);
    }

    private async Task<InMemoryStore> FilledAsync(int tickets)
    {
        var store = new InMemoryStore(_clock);
        var intake = new Intake(Configuration, store, Tenant);
        for (var i = 0; i < tickets; i++)
        {
            Assert.IsType<IntakeResult.Opened>(await intake.ReceiveAsync(SupportMail.Of($"{i}@customer.example", $"p{i}@customer.example"), Start + Duration.FromMinutes(i % 13)));
        }

        return store;
    }
}
