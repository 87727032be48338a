using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Runtime.Hosting;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Helpdesk.Core.Runtime.Tests;

public sealed class HostingTests
{
    private const string Configuration =
        """
        {"version":1,"departments":[{"id":"support"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "templates":{"a":{"subject":"s","text":"t"}},"notices":{"acknowledgement":"a"}}
        """;

    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);

    [Fact]
    public async Task Added_twice_it_works_once_on_the_in_memory_store()
    {
        await using var services = new ServiceCollection()
            .AddHelpdesk(o => o.Configuration = Configuration)
            .AddHelpdesk(o => o.Tenant = "t")
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        Assert.IsType<IntakeResult.Opened>(await services.GetRequiredService<Intake>().ReceiveAsync(SupportMail.Of("m1"), Start));
        Assert.IsType<IntakeResult.Duplicate>(await services.GetRequiredService<Intake>().ReceiveAsync(SupportMail.Of("m1"), Start));
        Assert.Equal(2, await services.GetRequiredService<IHelpdeskStore>().NextNumberAsync(new TenantId("t")));
        Assert.Null(await services.GetRequiredService<TicketDesk>().NoteAsync(new TicketId(Guid.NewGuid()), new AgentId("a"), "x"));
    }

    [Fact]
    public void Every_mistake_of_the_options_is_reported_at_once()
    {
        using var services = new ServiceCollection().AddHelpdesk(o => (o.Configuration, o.Tenant) = ("{\"version\":1}", " ")).BuildServiceProvider();
        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<Intake>());
        Assert.Equal(3, refused.Failures.Count()); // departments, mailboxes, tenant
    }

    [Theory]
    [InlineData("", "Secret must be set")]
    [InlineData("short", "at least 16")]
    public void Ratings_need_a_secret_that_nobody_guesses(string secret, string reason)
    {
        var configuration = Configuration.Replace("\"notices\"", "\"ratings\":{\"link\":\"https://portal.example/\"},\"notices\"", StringComparison.Ordinal);
        using var services = new ServiceCollection().AddHelpdesk(o => (o.Configuration, o.Secret) = (configuration, secret)).BuildServiceProvider();
        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<TicketDesk>());
        Assert.Contains(reason, Assert.Single(refused.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_ratings_a_link_cannot_be_used()
    {
        await using var services = new ServiceCollection().AddHelpdesk(o => o.Configuration = Configuration).BuildServiceProvider();
        await Assert.ThrowsAsync<InvalidOperationException>(() => services.GetRequiredService<TicketDesk>().RateAsync("x"));
    }

    [Fact]
    public async Task Concurrent_messages_all_find_their_place()
    {
        await using var services = new ServiceCollection().AddHelpdesk(o => o.Configuration = Configuration).BuildServiceProvider();
        var intake = services.GetRequiredService<Intake>();
        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => intake.ReceiveAsync(SupportMail.Of($"m{i % 20}"), Start))));
        Assert.Equal(20, results.OfType<IntakeResult.Opened>().Select(o => o.Reference).Distinct().Count());
        Assert.Equal(20, results.Count(r => r is IntakeResult.Duplicate));
    }

    [Fact]
    public async Task Who_follows_all_events_goes_on_from_the_last_place()
    {
        await using var services = new ServiceCollection().AddHelpdesk(o => o.Configuration = Configuration).BuildServiceProvider();
        var (intake, desk) = (services.GetRequiredService<Intake>(), services.GetRequiredService<TicketDesk>());
        await intake.ReceiveAsync(SupportMail.Of("m1"), Start);
        var first = await desk.ReadEventsAsync(null, 100);
        Assert.NotEmpty(first);
        Assert.Empty(await desk.ReadEventsAsync(first[^1].Place, 100));
        var second = Assert.IsType<IntakeResult.Opened>(await intake.ReceiveAsync(SupportMail.Of("m2"), Start));
        Assert.All(await desk.ReadEventsAsync(first[^1].Place, 100), e => Assert.Equal(second.Ticket, e.Event.Ticket));
    }

    [Fact]
    public async Task Delivery_retries_what_is_deferred_and_gives_up_on_what_is_rejected()
    {
        var channel = new Channel();
        var time = new Clock(Start);
        await using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(time)
            .AddSingleton<IOutboundChannel>(channel)
            .AddHelpdesk(o => o.Configuration = Configuration)
            .BuildServiceProvider();
        await services.GetRequiredService<Intake>().ReceiveAsync(SupportMail.Of("m1"), Start);
        var delivery = services.GetRequiredService<Delivery>();
        channel.Next = new SendResult.Deferred(Duration.FromMinutes(10), new Fault("busy", "Busy."));
        Assert.Equal(0, await delivery.RunAsync());
        channel.Next = new SendResult.Accepted();
        Assert.Equal(0, await delivery.RunAsync()); // not yet
        time.Now += Duration.FromMinutes(10);
        Assert.Equal(1, await delivery.RunAsync());
        Assert.Equal(0, await delivery.RunAsync());
        await services.GetRequiredService<Intake>().ReceiveAsync(SupportMail.Of("m2"), Start);
        channel.Next = new SendResult.Rejected(new Fault("gone", "Gone."));
        Assert.Equal(0, await delivery.RunAsync());
        channel.Next = new SendResult.Accepted();
        time.Now += Duration.FromDays(9);
        Assert.Equal(0, await delivery.RunAsync());
        Assert.Equal(3, channel.Calls);
    }

    private sealed class Channel : IOutboundChannel
    {
        public SendResult Next { get; set; } = new SendResult.Accepted();

        public int Calls { get; private set; }

        string IOutboundChannel.Channel => ChannelAddress.Mail;

        public ValueTask<ChannelCapabilities> AskAsync(Destination destination, Instant at, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(new ChannelCapabilities());

        public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken = default)
        {
            Calls++;
            return Task.FromResult(Next);
        }
    }
}
