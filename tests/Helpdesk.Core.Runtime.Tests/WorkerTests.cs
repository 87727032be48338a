using System.Threading.Channels;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Runtime.Hosting;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Helpdesk.Core.Runtime.Tests;

public sealed class WorkerTests
{
    private const string Configuration =
        """
        {"version":1,"departments":[{"id":"support"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "slaPolicies":[{"id":"s","firstReply":{"all":"PT1S"}}],
         "templates":{"a":{"subject":"s","text":"t"}},"notices":{"acknowledgement":"a"}}
        """;

    private static readonly TenantId Tenant = new("default");
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_message_leaves_at_once_however_seldom_workers_look()
    {
        var store = new InMemoryStore();
        await using var host = new Workers(store, o => o.PollInterval = TimeSpan.FromHours(1));
        await host.StartAsync();
        await host.ReceiveAsync("m1");
        var first = await host.SentAsync();
        await host.ReceiveAsync("m2");
        Assert.NotEqual(first, await host.SentAsync());
    }

    [Fact]
    public async Task A_timer_rings_by_itself()
    {
        var store = new InMemoryStore();
        await using var host = new Workers(store, o => o.PollInterval = TimeSpan.FromMilliseconds(50));
        await host.StartAsync();
        var ticket = await host.ReceiveAsync("m1");
        for (var i = 0; !await HasBreachAsync(store, ticket); i++)
        {
            Assert.True(i < 600, "It did not ring.");
            await Task.Delay(100);
        }
    }

    [Fact]
    public async Task Several_hosts_send_each_message_once()
    {
        var store = new InMemoryStore();
        await using var a = new Workers(store, o => o.PollInterval = TimeSpan.FromMilliseconds(20));
        await using var b = new Workers(store, o => o.PollInterval = TimeSpan.FromMilliseconds(20));
        await a.StartAsync();
        await b.StartAsync();
        for (var i = 0; i < 60; i++)
        {
            await a.ReceiveAsync($"m{i}");
        }

        var sent = new HashSet<MessageId>();
        while (sent.Count < 60)
        {
            var next = await Task.WhenAny(a.WaitForSentAsync(), b.WaitForSentAsync()).WaitAsync(Long);
            Assert.True(await next);
            foreach (var id in a.Taken().Concat(b.Taken()))
            {
                Assert.True(sent.Add(id), "sent twice");
            }
        }
    }

    [Fact]
    public async Task A_host_that_stops_finishes_what_is_in_its_hands_and_gives_back_the_rest()
    {
        var store = new InMemoryStore();
        await using var host = new Workers(store, o => (o.RunDueWork, o.PollInterval) = (false, TimeSpan.FromHours(1))) { Hold = new TaskCompletionSource() };
        for (var i = 0; i < 5; i++)
        {
            await host.ReceiveAsync($"m{i}");
        }

        await host.StartAsync();
        await host.Holding.WaitAsync(Long);
        var stopped = host.StopAsync();
        Assert.False(stopped.IsCompleted);
        host.Hold.SetResult();
        await stopped.WaitAsync(Long);
        var sent = host.Taken().ToList();
        Assert.Single(sent);

        await using var other = new Workers(store, o => o.PollInterval = TimeSpan.FromHours(1));
        await other.StartAsync();
        var others = new List<MessageId>();
        while (others.Count < 4)
        {
            others.Add(await other.SentAsync());
        }

        Assert.Empty(others.Intersect(sent));
    }

    [Fact]
    public async Task A_failure_is_told_and_the_worker_goes_on()
    {
        var store = new InMemoryStore();
        var fails = 1;
        var down = InterceptedStore.Of(store, (method, _) =>
        {
            if (method == nameof(IHelpdeskStore.ClaimOutboxAsync) && Interlocked.Exchange(ref fails, 0) == 1)
            {
                throw new IOException("The database is away.");
            }
        });
        await using var host = new Workers(down, o => o.PollInterval = TimeSpan.FromMilliseconds(50));
        await host.ReceiveAsync("m1");
        await host.StartAsync();
        await host.SentAsync();
        Assert.Contains(host.Told, t => t.StartsWith("DeliveryService failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_switched_off_does_not_run()
    {
        var store = new InMemoryStore();
        await using var host = new Workers(store, o => (o.RunDelivery, o.PollInterval) = (false, TimeSpan.FromMilliseconds(10)));
        await host.StartAsync();
        await host.ReceiveAsync("m1");
        await Task.Delay(100);
        Assert.Single(await store.ClaimOutboxAsync(Tenant, Instant.MaxValue - Duration.FromDays(1), Duration.FromMinutes(1), 9));
    }

    [Fact]
    public async Task People_are_taken_out_when_their_time_is_over()
    {
        var store = new InMemoryStore();
        await using var host = new Workers(store, _ => { }, o => o.Retention.Add(new RetentionRule(StatusCategory.Closed, 1)));
        var ticket = await host.ReceiveAsync("m1", TimeProvider.System.GetUtcNow().AddDays(-3));
        await host.CloseAsync(ticket, TimeProvider.System.GetUtcNow().AddDays(-2));
        await host.StartAsync();
        for (var i = 0; (await store.ReadEventsAsync(Tenant, ticket)).All(e => e.Event is not TicketEvent.PersonErased); i++)
        {
            Assert.True(i < 600, "Nobody was taken out.");
            await Task.Delay(100);
        }
    }

    [Fact]
    public async Task An_interval_without_sense_is_refused()
    {
        await using var host = new Workers(new InMemoryStore(), o => o.PollInterval = TimeSpan.Zero);
        Assert.Throws<OptionsValidationException>(() => host.Options);
    }

    private static async Task<bool> HasBreachAsync(InMemoryStore store, TicketId ticket) =>
        (await store.ReadEventsAsync(Tenant, ticket)).Any(e => e.Event is TicketEvent.SlaBreached);

    private sealed class Workers : IOutboundChannel, ILoggerProvider, ILogger, IAsyncDisposable
    {
        private readonly ServiceProvider _services;
        private readonly Channel<MessageId> _sent = System.Threading.Channels.Channel.CreateUnbounded<MessageId>();
        private readonly TaskCompletionSource _holding = new();
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _told = new();

        public Workers(IHelpdeskStore store, Action<HelpdeskWorkerOptions> configure, Action<HelpdeskOptions>? options = null) => _services = new ServiceCollection()
            .AddLogging(l => l.AddProvider(this))
            .AddSingleton(store)
            .AddSingleton<IOutboundChannel>(this)
            .AddHelpdesk(o =>
            {
                o.Configuration = Configuration;
                options?.Invoke(o);
            })
            .AddHelpdeskWorkers(configure)
            .AddHelpdeskWorkers()
            .BuildServiceProvider();

        public TaskCompletionSource? Hold { get; init; }

        public Task Holding => _holding.Task;

        public IEnumerable<string> Told => _told;

        public HelpdeskWorkerOptions Options => _services.GetRequiredService<IOptions<HelpdeskWorkerOptions>>().Value;

        string IOutboundChannel.Channel => ChannelAddress.Mail;

        public Task StartAsync() => Task.WhenAll(_services.GetServices<IHostedService>().Select(s => s.StartAsync(default)));

        public Task StopAsync() => Task.WhenAll(_services.GetServices<IHostedService>().Select(s => s.StopAsync(default)));

        public Task<Outcome?> CloseAsync(TicketId ticket, DateTimeOffset at) => new TicketDesk(
            _services.GetRequiredService<ActiveConfiguration>(), _services.GetRequiredService<IHelpdeskStore>(), Tenant, new Clock(Instant.FromDateTimeOffset(at)))
            .ExecuteAsync(ticket, new TicketCommand.Fire(Triggers.Close), new Actor.Agent(new AgentId("kim")));

        public async Task<TicketId> ReceiveAsync(string id, DateTimeOffset? at = null) => Assert.IsType<IntakeResult.Opened>(await _services.GetRequiredService<Intake>().ReceiveAsync(
            SupportMail.Of(id, $"{id}@customer.example"),
            Instant.FromDateTimeOffset(at ?? TimeProvider.System.GetUtcNow()))).Ticket;

        public async Task<MessageId> SentAsync() => await _sent.Reader.ReadAsync().AsTask().WaitAsync(Long);

        public Task<bool> WaitForSentAsync() => _sent.Reader.WaitToReadAsync().AsTask();

        public IEnumerable<MessageId> Taken()
        {
            while (_sent.Reader.TryRead(out var id))
            {
                yield return id;
            }
        }

        public ValueTask<ChannelCapabilities> AskAsync(Destination destination, Instant at, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(new ChannelCapabilities());

        public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken = default)
        {
            _holding.TrySetResult();
            await (Hold?.Task ?? Task.CompletedTask);
            await _sent.Writer.WriteAsync(message.Id, default);
            return new SendResult.Accepted();
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _told.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }

        public async ValueTask DisposeAsync()
        {
            Hold?.TrySetResult();
            await StopAsync();
            await _services.DisposeAsync();
        }
    }
}
