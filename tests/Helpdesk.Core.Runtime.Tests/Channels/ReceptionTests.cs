using System.Text;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Runtime.Hosting;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Helpdesk.Core.Runtime.Tests.Channels;

/// <summary>Chat, calls and web hooks from the outside to the ticket, and the answer back the same way.</summary>
public sealed class ReceptionTests : IDisposable
{
    private const string Configuration =
        """
        {"version":1,"departments":[{"id":"support"},{"id":"sales"}],
         "mailboxes":[{"address":"support@acme.example","department":"support"},{"address":"sales@acme.example","department":"sales"}],
         "agents":[{"id":"kim","address":"kim@acme.example","departments":["support"]}],
         "templates":{"ack":{"subject":"s","text":"We have it."}},"notices":{"acknowledgement":"ack"}}
        """;

    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly TenantId Tenant = new("default");
    private static readonly AgentId Kim = new("kim");
    private static readonly ChatVisitor Visitor = new("v1", "Ann") { Claims = [new IdentityClaim(Address.Mail("boss@customer.example"))] };
    private static readonly WebHookSecrets Secrets = new([Encoding.UTF8.GetBytes("a secret of the web hook")]);

    private readonly List<OutboundMessage> _sent = [];
    private readonly LiveChat _chat;
    private readonly PhoneCalls _calls;
    private readonly ServiceProvider _services;

    public ReceptionTests()
    {
        _chat = new LiveChat("website", SendAsync, new ChannelCapabilities { MaxText = new TextLimit(100, TextUnit.Characters) });
        _calls = new PhoneCalls("pbx", SendAsync);
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(new Clock(Start))
            .AddSingleton<IOutboundChannel>(_chat)
            .AddSingleton<IOutboundChannel>(_calls)
            .AddSingleton<IOutboundChannel>(new LiveChat("hook", SendAsync, channel: "crm"))
            .AddHelpdesk(o => o.Configuration = Configuration)
            .BuildServiceProvider();
    }

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task A_chat_is_one_ticket_and_the_answer_goes_into_it()
    {
        var ticket = Opened(await TakeAsync(_chat.Said("c1", "l1", Visitor, "Hello,\nit does not print.")));
        Assert.Equal(ticket, Appended(await TakeAsync(_chat.Said("c1", "l2", Visitor, "Anybody there?"))));
        Assert.IsType<IntakeResult.Duplicate>(Assert.IsType<EventResult.Taken>(await TakeAsync(_chat.Said("c1", "l2", Visitor, "Anybody there?"))).Result);
        var state = await StateAsync(ticket);
        Assert.Equal(("chatting", "Hello,"), (state.Status.Value, state.Subject));
        Assert.Equal(new Address(AddressKind.Handle, "chat:website:v1"), state.Requester with { DisplayName = "" });

        await DeliverAsync();
        _sent.Clear();
        await _services.GetRequiredService<TicketDesk>().ReplyAsync(ticket, Kim, "Turn it off and on.");
        await DeliverAsync();
        var answer = Assert.Single(_sent);
        Assert.Equal(("chat", "website", "c1", "Turn it off and on."), (answer.Channel.Channel, answer.Channel.Account, answer.Conversation, answer.Text));

        Assert.Equal(new EventResult.Recorded(ticket), await TakeAsync(_chat.Reported(answer.IdempotencyKey, DeliveryState.Read)));
        Assert.Equal(new EventResult.Recorded(ticket), await TakeAsync(_chat.Reported(answer.IdempotencyKey, DeliveryState.Delivered)));
        Assert.Equal(DeliveryState.Read, (await StateAsync(ticket)).DeliveryOf(answer.Id).State);
        Assert.Equal(ticket, Appended(await TakeAsync(_chat.Ended("c1", Visitor))));
    }

    [Fact]
    public async Task Another_visitor_and_another_website_are_other_tickets()
    {
        var ticket = Opened(await TakeAsync(_chat.Said("c1", "l1", Visitor, "Mine.")));
        Assert.NotEqual(ticket, Opened(await TakeAsync(_chat.Said("c1", "l2", new ChatVisitor("v2"), "Not mine."))));
        var other = new LiveChat("other-site", SendAsync);
        Assert.NotEqual(ticket, Opened(await TakeAsync(other.Said("c1", "l1", Visitor, "The same ids elsewhere."))));
    }

    // A visitor who types an address has claimed it, and no more; one whose login the host vouches for takes part with it.
    [Theory]
    [InlineData("", false)]
    [InlineData("login", true)]
    public async Task Only_a_verified_identity_takes_part(string verifiedBy, bool takesPart)
    {
        var boss = Address.Mail("boss@customer.example");
        var ticket = Opened(await TakeAsync(_chat.Said("c1", "l1", Visitor with { Claims = [new IdentityClaim(boss, verifiedBy)] }, "Hello.")));
        Assert.Equal(takesPart, (await StateAsync(ticket)).IsParticipant(boss));
    }

    [Fact]
    public async Task A_call_is_one_ticket_whose_end_counts_as_its_answer()
    {
        var call = new PhoneCall("77", CallState.Ringing, "+4930123456", "+4989654321") { Queue = "sales" };
        Assert.IsType<EventResult.Nothing>(await TakeAsync(_calls.Happened(call)));
        var ticket = Opened(await TakeAsync(_calls.Happened(call with { State = CallState.Answered, AnsweredBy = "Kim" })));
        Assert.Equal("calling", (await StateAsync(ticket)).Status.Value);
        Assert.Equal(ticket, Appended(await TakeAsync(_calls.Happened(call with { State = CallState.Ended, Duration = Duration.FromSeconds(192) }))));
        Assert.IsType<IntakeResult.Duplicate>(Assert.IsType<EventResult.Taken>(await TakeAsync(_calls.Happened(call with { State = CallState.Ended }))).Result);
        Assert.Equal("answered", (await StateAsync(ticket)).Status.Value);
        Assert.Single(await MessagesAsync(ticket));
        var known = Assert.Single((await StateAsync(ticket)).Messages).Call!;
        Assert.Equal((CallState.Ended, "Kim", Duration.FromSeconds(192)), (known.State, known.AnsweredBy, known.Length));
        await DeliverAsync();
        Assert.Empty(_sent); // nobody sends a note to a phone by himself
    }

    [Fact]
    public async Task The_events_of_a_call_may_come_in_any_order()
    {
        var call = new PhoneCall("78", CallState.Ended, "+4930123456", "");
        var ticket = Opened(await TakeAsync(_calls.Happened(call)));
        Assert.Equal(ticket, Appended(await TakeAsync(_calls.Happened(call with { State = CallState.Answered }))));
        Assert.Equal("answered", (await StateAsync(ticket)).Status.Value);
    }

    // Law: whatever the order of its events, and however often they come, a call is one ticket with one message, and its state is the same.
    [Fact]
    public async Task In_any_order_a_call_is_one_message_in_the_same_state()
    {
        CallState[][] stories = [[CallState.Answered, CallState.Ended], [CallState.Missed, CallState.Ended], [CallState.Answered, CallState.Missed, CallState.Ended]];
        var number = 100;
        foreach (var story in stories)
        {
            foreach (var order in new[] { story, [.. story.Reverse()], [.. story, .. story] })
            {
                var tickets = new HashSet<TicketId>();
                var id = $"{++number}";
                foreach (var state in order)
                {
                    // The number is told only at first.
                    var call = new PhoneCall(id, state, tickets.Count == 0 ? "+4930123456" : "", "");
                    var taken = Assert.IsType<EventResult.Taken>(await TakeAsync(_calls.Happened(call))).Result;
                    tickets.Add(taken is IntakeResult.Opened opened ? opened.Ticket : taken is IntakeResult.Appended appended ? appended.Ticket : tickets.Single());
                }

                var message = Assert.Single((await StateAsync(Assert.Single(tickets))).Messages);
                Assert.Equal(story.Contains(CallState.Answered) ? CallState.Ended : CallState.Missed, message.Call!.State);
            }
        }
    }

    [Fact]
    public async Task A_call_opens_a_ticket_when_it_rings_where_the_department_says_so()
    {
        using var services = new ServiceCollection()
            .AddHelpdesk(o => o.Configuration = Configuration.Replace("""{"id":"support"}""", """{"id":"support","ringingOpens":true}""", StringComparison.Ordinal))
            .BuildServiceProvider();
        var reception = services.GetRequiredService<Reception>();
        var store = services.GetRequiredService<IHelpdeskStore>();
        foreach (var (end, status) in new[] { (CallState.Missed, "new"), (CallState.Ended, "answered") })
        {
            var call = new PhoneCall(status, CallState.Ringing, "+4930123456", "");
            var ticket = Opened(await reception.TakeAsync(_calls.Happened(call), Start));
            Assert.Equal("new", (await store.LoadAsync(Tenant, ticket))!.Ticket.Status.Value);
            if (end == CallState.Ended)
            {
                Assert.Equal(ticket, Appended(await reception.TakeAsync(_calls.Happened(call with { State = CallState.Answered }), Start)));
            }

            Assert.Equal(ticket, Appended(await reception.TakeAsync(_calls.Happened(call with { State = end }), Start)));
            var state = (await store.LoadAsync(Tenant, ticket))!.Ticket;
            Assert.Equal((status, end), (state.Status.Value, Assert.Single(state.Messages).Call!.State));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("anonymous")]
    [InlineData("Anonymous")]
    [InlineData("anonymous@anonymous.invalid")]
    public void A_number_that_is_withheld_is_nobodys(string from)
    {
        Assert.True(new PhoneCall("1", CallState.Missed, from, "").Caller.IsAnonymous);
        Assert.False(new PhoneCall("1", CallState.Missed, from, "").Caller.IsSameAs(new PhoneCall("2", CallState.Missed, from, "").Caller));
    }

    [Fact]
    public async Task A_recording_goes_with_its_caller()
    {
        var call = new PhoneCall("80", CallState.Ended, "+4930123456", "") { Recording = "https://pbx.example/80.wav" };
        var ticket = Opened(await TakeAsync(_calls.Happened(call)));
        Assert.NotEmpty((await StateAsync(ticket)).Messages[0].Call!.Recording);
        await _services.GetRequiredService<TicketDesk>().EraseAsync(call.Caller, Actor.System);
        Assert.Empty((await StateAsync(ticket)).Messages[0].Call!.Recording);
        var stream = await _services.GetRequiredService<IHelpdeskStore>().ReadEventsAsync(Tenant, ticket);
        Assert.Empty(Ticket.Replay(stream).Messages[0].Call!.Recording);
    }

    [Fact]
    public async Task A_missed_call_is_a_new_ticket_that_is_called_back()
    {
        var ticket = Opened(await TakeAsync(_calls.Happened(new PhoneCall("79", CallState.Missed, "+4930123456", ""))));
        Assert.Equal("new", (await StateAsync(ticket)).Status.Value);
        await _services.GetRequiredService<TicketDesk>().ReplyAsync(ticket, Kim, "Call back: turn it off and on.");
        await DeliverAsync();
        var answer = Assert.Single(_sent);
        Assert.Equal(("call", new Address(AddressKind.Phone, "+4930123456")), (answer.Channel.Channel, Assert.Single(answer.To)));
    }

    [Fact]
    public async Task Two_callers_who_withheld_their_number_are_two()
    {
        var first = await StateAsync(Opened(await TakeAsync(_calls.Happened(new PhoneCall("1", CallState.Missed, "", "")))));
        var second = await StateAsync(Opened(await TakeAsync(_calls.Happened(new PhoneCall("2", CallState.Missed, "", "")))));
        Assert.False(first.Requester.IsSameAs(second.Requester));
    }

    [Fact]
    public async Task A_form_is_answered_by_mail()
    {
        var form = new InboundMessage
        {
            Channel = new ChannelAddress(ChannelAddress.Form, "sales@acme.example"),
            DuplicateKey = "form:1",
            ExternalId = "1",
            From = Address.Mail("ann@customer.example"),
            Text = "How much is it?",
        };
        var ticket = Opened(await TakeAsync(new ChannelEvent.MessageReceived(form) { Channel = form.Channel }));
        var state = await _services.GetRequiredService<IHelpdeskStore>().LoadAsync(Tenant, ticket);
        Assert.Equal(new ChannelAddress(ChannelAddress.Mail, "sales@acme.example"), state!.Reply.Channel);
        Assert.Empty(state.Reply.Conversation);
    }

    [Fact]
    public async Task A_signed_web_hook_is_a_ticket_and_a_forged_one_is_nothing()
    {
        var source = new WebHookSource(Secrets, new ChannelAddress("crm", "hook"));
        var body = """{"event":"message","id":"h1","conversation":"k1","from":{"id":"u1","name":"Ann","email":"a@x.example","verifiedUser":"4711"},"text":"It does not print."}"""u8.ToArray();
        Assert.Equal("bad-signature", Assert.IsType<WebHookRead.Refused>(source.Read(
            new WebHookSecrets([Encoding.UTF8.GetBytes("the secret of another")]).Sign(body, Start), body, Start)).Reason.Code);
        var happened = Assert.IsType<WebHookRead.Happened>(source.Read(Secrets.Sign(body, Start), body, Start)).Event;
        var ticket = Opened(await TakeAsync(happened));
        Assert.True((await StateAsync(ticket)).IsParticipant(new Address(AddressKind.HostUser, "4711")));
        Assert.False((await StateAsync(ticket)).IsParticipant(Address.Mail("a@x.example")));
        await _services.GetRequiredService<TicketDesk>().ReplyAsync(ticket, Kim, "Turn it off and on.");
        await DeliverAsync();
        var answer = _sent.Single(s => !s.IsAutomatic);
        Assert.Equal(("crm", "k1"), (answer.Channel.Channel, answer.Conversation));
        var report = Encoding.UTF8.GetBytes($$"""{"event":"delivery","message":"{{answer.IdempotencyKey}}","state":"failed","reason":"gone"}""");
        Assert.Equal(new EventResult.Recorded(ticket), await TakeAsync(Assert.IsType<WebHookRead.Happened>(source.Read(Secrets.Sign(report, Start), report, Start)).Event));
        Assert.Equal(DeliveryState.Failed, (await StateAsync(ticket)).DeliveryOf(answer.Id).State);
    }

    [Theory]
    [InlineData("nothing", "not-json")]
    [InlineData("[]", "missing")]
    [InlineData("""{"event":"other"}""", "unknown-event")]
    [InlineData("""{"event":"message","id":"1","text":"x"}""", "no-sender")]
    [InlineData("""{"event":"message","id":"1","from":{"id":"u"}}""", "missing")]
    [InlineData("""{"event":"message","id":"\ud800","from":{"id":"u"},"text":"x"}""", "bad-text")]
    [InlineData("""{"event":"delivery","message":"m","state":"queued"}""", "unknown-state")]
    public void A_genuine_body_that_says_nothing_is_put_aside_with_the_reason(string body, string code)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var read = new WebHookSource(Secrets, new ChannelAddress("crm")).Read(Secrets.Sign(bytes, Start), bytes, Start);
        var input = Assert.IsType<WebHookRead.Unreadable>(read).Input;
        Assert.Equal(code, input.Reason.Code);
        Assert.Equal(bytes, input.Raw.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("00000000000000000000000000000001")]
    [InlineData("00000000000000000000000000000001.99999999999")]
    public async Task A_report_on_an_unknown_message_is_to_come_again(string key) => Assert.IsType<EventResult.NotKnown>(
        await TakeAsync(new ChannelEvent.DeliveryChanged(key, DeliveryState.Read) { Channel = new ChannelAddress("crm") }));

    private Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        _sent.Add(message);
        return Task.FromResult<SendResult>(new SendResult.Accepted { ExternalIds = ["x" + message.IdempotencyKey] });
    }

    private Task<int> DeliverAsync() => _services.GetRequiredService<Delivery>().RunAsync();

    private Task<EventResult> TakeAsync(ChannelEvent happened) => _services.GetRequiredService<Reception>().TakeAsync(happened, Start);

    private async Task<Ticket> StateAsync(TicketId ticket) => (await _services.GetRequiredService<IHelpdeskStore>().LoadAsync(Tenant, ticket))!.Ticket;

    private Task<IReadOnlyList<TicketMessage>> MessagesAsync(TicketId ticket) => _services.GetRequiredService<IHelpdeskStore>().ReadMessagesAsync(Tenant, ticket);

    private static TicketId Opened(EventResult result) => Assert.IsType<IntakeResult.Opened>(Assert.IsType<EventResult.Taken>(result).Result).Ticket;

    private static TicketId Appended(EventResult result) => Assert.IsType<IntakeResult.Appended>(Assert.IsType<EventResult.Taken>(result).Result).Ticket;
}
