using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Runtime.Tests.Channels;

/// <summary>A channel is asked what it can do when an answer is written, and again when it leaves.</summary>
public sealed class CapabilityTests
{
    private static readonly ActiveConfiguration Configuration = new(HelpdeskConfiguration.Parse(
        """
        {"version":1,"departments":[{"id":"support"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "agents":[{"id":"kim","address":"kim@acme.example","departments":["support"]}]}
        """).Require());

    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly TenantId Tenant = new("default");
    private static readonly AgentId Kim = new("kim");
    private static readonly ChatVisitor Visitor = new("v1", "Ann");
    private static readonly Attachment Picture = new("a.png", "image/png", new byte[] { 1, 2, 3 });

    private readonly List<OutboundMessage> _left = [];
    private readonly InMemoryStore _store = new();
    private readonly Clock _clock = new(Start);
    private int _lines;

    public static TheoryData<ChannelCapabilities, ReplyDraft, string?> Cases { get; } = new()
    {
        { new ChannelCapabilities(), new ReplyDraft("Hello."), null },
        { ChannelCapabilities.InboundOnly, new ReplyDraft("Hello."), SendFaults.NotOutbound },
        { new ChannelCapabilities { Until = Start }, new ReplyDraft("Hello."), SendFaults.WindowClosed },
        { new ChannelCapabilities { Until = Start + Duration.FromHours(1) }, new ReplyDraft("Hello."), null },
        { new ChannelCapabilities { Until = Start, HasTemplates = true }, new ReplyDraft("Hello."), SendFaults.WindowClosed },
        { new ChannelCapabilities { Until = Start, HasTemplates = true }, new ReplyDraft("Hello.") { Template = "hello" }, null },
        { new ChannelCapabilities(), new ReplyDraft("Hello.") { Template = "hello" }, SendFaults.NoTemplates },
        { new ChannelCapabilities { Until = Start }, new ReplyDraft("Hello.") { Template = "hello" }, SendFaults.WindowClosed },
        { new ChannelCapabilities { MaxText = new TextLimit(4, TextUnit.Characters) }, new ReplyDraft("12345678"), null },
        { new ChannelCapabilities { MaxText = new TextLimit(4, TextUnit.Characters), MaxParts = 2 }, new ReplyDraft("12345678"), null },
        { new ChannelCapabilities { MaxText = new TextLimit(4, TextUnit.Characters), MaxParts = 2 }, new ReplyDraft("123456789"), SendFaults.TooLong },
        { new ChannelCapabilities(), new ReplyDraft("Hello.") { Attachments = [Picture] }, SendFaults.AttachmentRefused },
        { new ChannelCapabilities { MaxAttachments = 1 }, new ReplyDraft("Hello.") { Attachments = [Picture] }, null },
        { new ChannelCapabilities { MaxAttachments = 1 }, new ReplyDraft("Hello.") { Attachments = [Picture, Picture] }, SendFaults.AttachmentRefused },
        { new ChannelCapabilities { MaxAttachments = 9, MaxAttachmentBytes = 5 }, new ReplyDraft("Hello.") { Attachments = [Picture, Picture] }, SendFaults.AttachmentRefused },
        { new ChannelCapabilities { MaxAttachments = 9, MaxAttachmentBytes = 6 }, new ReplyDraft("Hello.") { Attachments = [Picture, Picture] }, null },
        { new ChannelCapabilities { MaxAttachments = 9, AttachmentTypes = ["image/*"] }, new ReplyDraft("Hello.") { Attachments = [Picture] }, null },
        { new ChannelCapabilities { MaxAttachments = 9, AttachmentTypes = ["image/png"] }, new ReplyDraft("Hello.") { Attachments = [Picture] }, null },
        { new ChannelCapabilities { MaxAttachments = 9, AttachmentTypes = ["image/jpeg", "text/*"] }, new ReplyDraft("Hello.") { Attachments = [Picture] }, SendFaults.AttachmentRefused },
    };

    // The same capabilities refuse while it is written, and, for a desk that cannot ask the channel, when it leaves.
    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public async Task It_is_refused_where_it_is_written_and_where_it_leaves(ChannelCapabilities can, ReplyDraft draft, string? code)
    {
        var chat = new LiveChat("site", SendAsync, can);
        var ticket = await OpenAsync(chat);
        var outcome = await Desk(chat).ReplyAsync(ticket, Kim, draft);
        Assert.Equal(code, (outcome as Outcome.Refused)?.Reason.Code);
        if (code is not null)
        {
            Assert.Single((await _store.LoadAsync(Tenant, ticket))!.Ticket.Messages);
            Assert.Equal(0, await Delivery(chat).RunAsync());
            await Desk().ReplyAsync(ticket, Kim, draft);
        }

        Assert.Equal(code is null ? 1 : 0, await Delivery(chat).RunAsync());
        Assert.Equal(code, (await Delivery(chat).ReadDeadLettersAsync(9)).Select(d => d.Reason.Code).FirstOrDefault());
        if (code is null)
        {
            Assert.Equal(draft.Text, string.Concat(_left.Select(m => m.Text)));
            Assert.All(_left, m => Assert.Equal(draft.Template, m.Template));
            Assert.Equal(draft.Attachments.Select(a => a.Name), _left.SelectMany(m => m.Attachments).Select(a => a.Name));
        }
    }

    [Fact]
    public async Task A_window_that_closes_before_the_message_leaves_is_asked_again()
    {
        var chat = new LiveChat("site", SendAsync, window: Duration.FromHours(24));
        var ticket = await OpenAsync(chat);
        Assert.IsType<Outcome.Changed>(await Desk(chat).ReplyAsync(ticket, Kim, "In time."));
        _clock.Now += Duration.FromHours(24);
        Assert.Equal(0, await Delivery(chat).RunAsync());
        var dead = Assert.Single(await Delivery(chat).ReadDeadLettersAsync(9));
        Assert.Equal(SendFaults.WindowClosed, dead.Reason.Code);

        // The customer writes again, and what waited may leave.
        await SayAsync(chat, "c1", "Are you there?");
        await Delivery(chat).ReviveAsync(dead.Message.Id);
        Assert.Equal(1, await Delivery(chat).RunAsync());
    }

    // Mail that came later does not open the window of the chat.
    [Fact]
    public async Task Another_way_is_offered_and_taken_only_when_an_agent_chooses_it()
    {
        var chat = new LiveChat("site", SendAsync, window: Duration.FromHours(24));
        var phone = new LiveChat("acc", SendAsync, channel: "whatsapp");
        var (ticket, desk) = (await OpenAsync(chat), Desk(chat, phone));
        await desk.ExecuteAsync(ticket, new TicketCommand.AddParticipant(Visitor.AddressOn(new ChannelAddress("whatsapp", "acc"))), new Actor.Agent(Kim));
        var reference = (await _store.LoadAsync(Tenant, ticket))!.Ticket.Reference;
        _clock.Now += Duration.FromHours(20);
        await SayAsync(phone, "w1", $"It is about {reference}.");
        _clock.Now += Duration.FromHours(4);

        var ways = await desk.ReadWaysAsync(ticket);
        Assert.Equal([("whatsapp", null), ("chat", SendFaults.WindowClosed)], ways.Select(w => (w.Way.Point.Channel.Channel, w.Refusal?.Code)));
        Assert.Equal(SendFaults.WindowClosed, Assert.IsType<Outcome.Refused>(await desk.ReplyAsync(ticket, Kim, new ReplyDraft("x") { Via = ways[1].Way.Via })).Reason.Code);
        Assert.Equal("whatsapp", Channel(await desk.ReplyAsync(ticket, Kim, new ReplyDraft("x"))));

        await SayAsync(chat, "c1", "Or here.");
        var again = await desk.ReadWaysAsync(ticket);
        Assert.Equal(["chat", "whatsapp"], again.Select(w => w.Way.Point.Channel.Channel));
        Assert.Equal("whatsapp", Channel(await desk.ReplyAsync(ticket, Kim, new ReplyDraft("x") { Via = again[1].Way.Via })));
        Assert.Equal("chat", Channel(await desk.ReplyAsync(ticket, Kim, new ReplyDraft("x"))));
        var answer = (await _store.LoadAsync(Tenant, ticket))!.Ticket.Messages[^1].Message;
        Assert.Equal("unknown-message", Assert.IsType<Outcome.Refused>(await desk.ReplyAsync(ticket, Kim, new ReplyDraft("x") { Via = answer })).Reason.Code);
    }

    private static string Channel(Outcome? outcome) => Assert.IsType<Outcome.Changed>(outcome).Effects.Single().Channel.Channel;

    private TicketDesk Desk(params IOutboundChannel[] channels) => new(Configuration, _store, Tenant, _clock, channels: channels);

    private Delivery Delivery(params IOutboundChannel[] channels) => new(Desk(), _store, Tenant, _clock, channels);

    private Task<TicketId> OpenAsync(LiveChat chat) => SayAsync(chat, "c1", "Hello.");

    private async Task<TicketId> SayAsync(LiveChat chat, string conversation, string text)
    {
        var said = (ChannelEvent.MessageReceived)chat.Said(conversation, $"l{++_lines}", Visitor, text);
        var result = await new Intake(Configuration, _store, Tenant).ReceiveAsync(said.Message, _clock.Now);
        return result is IntakeResult.Opened opened ? opened.Ticket : Assert.IsType<IntakeResult.Appended>(result).Ticket;
    }

    private Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        _left.Add(message);
        return Task.FromResult<SendResult>(new SendResult.Accepted());
    }
}
