using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Runtime.Hosting;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Helpdesk.Core.Runtime.Tests;

/// <summary>What each result of a channel makes the delivery do, and what of it stands on the ticket.</summary>
public sealed class DeliveryTests : IDisposable
{
    private const string Configuration =
        """
        {"version":1,"departments":[{"id":"support"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "agents":[{"id":"kim","address":"kim@acme.example","departments":["support"]}]}
        """;

    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly TenantId Tenant = new("default");
    private static readonly AgentId Kim = new("kim");

    private readonly Channel _channel = new();
    private readonly Clock _clock = new(Start);
    private readonly ServiceProvider _services;

    public DeliveryTests() => _services = new ServiceCollection()
        .AddSingleton<TimeProvider>(_clock)
        .AddSingleton<IOutboundChannel>(_channel)
        .AddHelpdesk(o => o.Configuration = Configuration)
        .BuildServiceProvider();

    private Delivery Delivery => _services.GetRequiredService<Delivery>();

    private IHelpdeskStore Store => _services.GetRequiredService<IHelpdeskStore>();

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task What_left_is_sent_on_the_ticket_and_found_by_the_ids_it_was_given()
    {
        var (ticket, answer) = await AnswerAsync("Try again.");
        Assert.Equal(DeliveryState.Queued, await StateAsync(ticket, answer));
        _channel.Results.Enqueue(new SendResult.Accepted { ExternalIds = ["chat-77"] });
        Assert.Equal(1, await Delivery.RunAsync());
        Assert.Equal(DeliveryState.Sent, await StateAsync(ticket, answer));
        var mail = SupportMail.Of("m2") with { InReplyTo = ["chat-77"] };
        Assert.Equal(ticket, Assert.IsType<IntakeResult.Appended>(await _services.GetRequiredService<Intake>().ReceiveAsync(mail, _clock.Now)).Ticket);
    }

    [Fact]
    public async Task What_may_have_left_waits_for_a_person()
    {
        var (ticket, answer) = await AnswerAsync("Try again.");
        _channel.Results.Enqueue(new SendResult.Unknown(new Fault("unsure", "The line broke.")));
        Assert.Equal(0, await Delivery.RunAsync());
        _clock.Now += Duration.FromDays(9);
        Assert.Equal(0, await Delivery.RunAsync());
        Assert.Single(_channel.Sent);
        Assert.Equal(DeliveryState.Unsure, await StateAsync(ticket, answer));
        Assert.Equal("The line broke.", Assert.Single(await Delivery.ReadDeadLettersAsync(10)).Reason.Sentence);
        Assert.True(await Delivery.ReviveAsync(answer));
        Assert.Equal(1, await Delivery.RunAsync());
        Assert.Equal(DeliveryState.Sent, await StateAsync(ticket, answer));
        Assert.Empty(await Delivery.ReadDeadLettersAsync(10));
    }

    [Fact]
    public async Task A_channel_that_takes_a_key_once_is_tried_again()
    {
        _channel.Can = new ChannelCapabilities { IsIdempotent = true };
        var (ticket, answer) = await AnswerAsync("Try again.");
        _channel.Results.Enqueue(new SendResult.Unknown(new Fault("unsure", "The line broke.")));
        Assert.Equal(0, await Delivery.RunAsync());
        _clock.Now += Duration.FromHours(1);
        Assert.Equal(1, await Delivery.RunAsync());
        Assert.Single(_channel.Sent.Select(s => s.IdempotencyKey).Distinct());
        Assert.Equal(DeliveryState.Sent, await StateAsync(ticket, answer));
    }

    [Fact]
    public async Task A_channel_that_throws_may_have_sent_and_stops_nobody_else()
    {
        var (ticket, answer) = await AnswerAsync("One.");
        var (other, second) = await AnswerAsync("Two.");
        _channel.Throws.Enqueue(new InvalidOperationException("bug"));
        Assert.Equal(1, await Delivery.RunAsync());
        Assert.Equal(DeliveryState.Unsure, await StateAsync(ticket, answer));
        Assert.Equal(DeliveryState.Sent, await StateAsync(other, second));
    }

    [Fact]
    public async Task A_refusal_is_a_failure_whose_reason_names_nobody_on_the_ticket()
    {
        var (ticket, answer) = await AnswerAsync("Try again.");
        _channel.Results.Enqueue(new SendResult.Rejected(new Fault(SendFaults.RecipientGone, "ann@customer.example is unknown")));
        Assert.Equal(0, await Delivery.RunAsync());
        Assert.Equal(DeliveryState.Failed, await StateAsync(ticket, answer));
        var reason = (await Store.ReadEventsAsync(Tenant, ticket)).Select(e => e.Event).OfType<TicketEvent.DeliveryChanged>().Single().News.Reason!;
        Assert.Equal((SendFaults.RecipientGone, "It did not leave."), (reason.Code, reason.Sentence));
        Assert.Equal("ann@customer.example is unknown", Assert.Single(await Delivery.ReadDeadLettersAsync(10)).Reason.Sentence);
    }

    [Fact]
    public async Task What_is_put_off_is_tried_at_longer_and_longer_pauses_and_then_given_up()
    {
        var (ticket, answer) = await AnswerAsync("Try again.");
        var pauses = new List<Duration>();
        _channel.Always = new SendResult.Deferred(Duration.Zero, new Fault("busy", "Busy."));
        for (var last = _clock.Now; _channel.Sent.Count < 20;)
        {
            var known = _channel.Sent.Count;
            await Delivery.RunAsync();
            if (_channel.Sent.Count > known)
            {
                pauses.Add(_clock.Now - last);
                last = _clock.Now;
            }

            _clock.Now += Duration.FromSeconds(30);
        }

        Assert.Equal(pauses.Skip(1).Order(), pauses.Skip(1));
        Assert.Equal((Duration.FromMinutes(1), Duration.FromHours(4)), (pauses[1], pauses[^1]));
        Assert.Equal(DeliveryState.Failed, await StateAsync(ticket, answer));
        Assert.Equal("busy", Assert.Single(await Delivery.ReadDeadLettersAsync(10)).Reason.Code);
    }

    [Fact]
    public async Task A_long_text_leaves_in_parts_and_a_part_that_left_does_not_leave_again()
    {
        _channel.Can = new ChannelCapabilities { MaxText = new TextLimit(10, TextUnit.Characters) };
        var (ticket, answer) = await AnswerAsync("First one. Second. Third.");
        _channel.Results.Enqueue(new SendResult.Accepted { ExternalIds = ["p0"] });
        _channel.Results.Enqueue(new SendResult.Deferred(Duration.Zero, new Fault("busy", "Busy.")));
        Assert.Equal(0, await Delivery.RunAsync());
        Assert.Equal(DeliveryState.Queued, await StateAsync(ticket, answer));
        _clock.Now += Duration.FromHours(1);
        Assert.Equal(1, await Delivery.RunAsync());
        Assert.Equal(DeliveryState.Sent, await StateAsync(ticket, answer));
        Assert.Equal("First ", _channel.Sent[0].Text);
        Assert.Equal("First one. Second. Third.", string.Concat(_channel.Sent.Where((_, i) => i != 1).Select(s => s.Text)));
        Assert.All(_channel.Sent, s => Assert.Equal(_channel.Sent[0].Parts, s.Parts));
        Assert.Equal(_channel.Sent.Count - 1, _channel.Sent.Select(s => s.IdempotencyKey).Distinct().Count());
    }

    [Fact]
    public async Task A_window_that_has_closed_meanwhile_is_noticed_when_it_is_sent()
    {
        _channel.Window = Duration.FromHours(24);
        var (ticket, answer) = await AnswerAsync("Try again.");
        _clock.Now += Duration.FromHours(24);
        Assert.Equal(0, await Delivery.RunAsync());
        Assert.Empty(_channel.Sent);
        Assert.Equal(DeliveryState.Failed, await StateAsync(ticket, answer));
        Assert.Equal(SendFaults.WindowClosed, Assert.Single(await Delivery.ReadDeadLettersAsync(10)).Reason.Code);
    }

    [Fact]
    public async Task What_becomes_of_a_message_stands_where_its_ticket_goes_on()
    {
        var (ticket, answer) = await AnswerAsync("One.");
        var (survivor, _) = await AnswerAsync("Two.");
        await _services.GetRequiredService<TicketDesk>().ExecuteAsync(ticket, new TicketCommand.Merge(survivor), new Actor.Agent(Kim));
        Assert.Equal(2, await Delivery.RunAsync());
        Assert.Equal(DeliveryState.Sent, await StateAsync(survivor, answer));
    }

    private async Task<(TicketId Ticket, MessageId Answer)> AnswerAsync(string text)
    {
        var opened = Assert.IsType<IntakeResult.Opened>(
            await _services.GetRequiredService<Intake>().ReceiveAsync(SupportMail.Of($"m{Guid.NewGuid():N}"), _clock.Now));
        await _services.GetRequiredService<TicketDesk>().ReplyAsync(opened.Ticket, Kim, text);
        var messages = await Store.ReadMessagesAsync(Tenant, opened.Ticket);
        return (opened.Ticket, messages.Single(m => m.Direction == MessageDirection.Outbound).Id);
    }

    private async Task<DeliveryState> StateAsync(TicketId ticket, MessageId message) =>
        (await Store.LoadAsync(Tenant, ticket))!.Ticket.DeliveryOf(message).State;

    private sealed class Channel : IOutboundChannel
    {
        public ChannelCapabilities Can { get; set; } = new();

        public Duration? Window { get; set; }

        public SendResult? Always { get; set; }

        public Queue<SendResult> Results { get; } = [];

        public Queue<Exception> Throws { get; } = [];

        public List<OutboundMessage> Sent { get; } = [];

        string IOutboundChannel.Channel => ChannelAddress.Mail;

        public ValueTask<ChannelCapabilities> AskAsync(Destination destination, Instant at, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Window is { } window ? Can with { Until = destination.LastHeard + window } : Can);

        public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken = default)
        {
            Sent.Add(message);
            return Throws.TryDequeue(out var exception) ? Task.FromException<SendResult>(exception)
                : Task.FromResult(Always ?? (Results.TryDequeue(out var result) ? result : new SendResult.Accepted()));
        }
    }
}
