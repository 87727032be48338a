using Helpdesk.Core.Conversations.Replies;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Runtime.Hosting;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Helpdesk.Core.Runtime.Tests.Channels;

/// <summary>The answer goes where somebody who takes part wrote last, to who wrote there; what goes to others stays among agents.</summary>
public sealed class ReplyPointTests : IDisposable
{
    private const string Configuration =
        """
        {"version":1,"departments":[{"id":"support"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "agents":[{"id":"kim","address":"kim@acme.example","departments":["support"]}]}
        """;

    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly TenantId Tenant = new("default");
    private static readonly AgentId Kim = new("kim");
    private static readonly Address Ann = Address.Mail("ann@customer.example", "Ann Doe");
    private static readonly Address Bob = Address.Mail("bob@customer.example");
    private static readonly Address Supplier = Address.Mail("parts@supplier.example");
    private static readonly ChatVisitor Visitor = new("v1");

    private readonly LiveChat _chat = new("site", (_, _) => Task.FromResult<SendResult>(new SendResult.Accepted()));
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddHelpdesk(o => (o.Configuration, o.Secret) = (Configuration, "a secret of sixteen"))
        .BuildServiceProvider();

    private int _mails;

    private TicketDesk Desk => _services.GetRequiredService<TicketDesk>();

    private IHelpdeskStore Store => _services.GetRequiredService<IHelpdeskStore>();

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task A_verified_identity_takes_over_the_conversation_and_a_claimed_one_does_not()
    {
        foreach (var vouched in new[] { "login", "" })
        {
            var visitor = Visitor with { Id = "v" + vouched, Claims = [new IdentityClaim(Ann, vouched)] };
            var ticket = await ChatAsync("c" + vouched, visitor);
            var inChat = await AnswerAsync(ticket);
            Assert.Equal(("chat", visitor.AddressOn(inChat.Channel).Key), (inChat.Channel.Channel, Assert.Single(inChat.To).Key));

            await MailAsync(Ann, quoting: inChat.Marker);
            var answer = await AnswerAsync(ticket);
            Assert.Equal(vouched.Length > 0 ? ("mail", Ann.Key) : ("chat", visitor.AddressOn(inChat.Channel).Key), (answer.Channel.Channel, Assert.Single(answer.To).Key));
        }
    }

    [Fact]
    public async Task A_login_in_the_midst_of_a_chat_takes_part_from_then_on()
    {
        var ticket = await ChatAsync("1", Visitor);
        Assert.False((await TicketAsync(ticket)).IsParticipant(Ann));
        await ChatAsync("1", Visitor with { Claims = [new IdentityClaim(Ann, "login")] });
        Assert.True((await TicketAsync(ticket)).IsParticipant(Ann));
        Assert.Equal("login", (await Store.ReadEventsAsync(Tenant, ticket)).Select(e => e.Event).OfType<TicketEvent.ParticipantAdded>().Single().VerifiedBy);
    }

    [Fact]
    public async Task Who_takes_part_under_one_identity_writes_under_another_that_is_verified()
    {
        var ticket = await MailAsync(Ann);
        var reference = (await TicketAsync(ticket)).Reference.Value;
        var claimed = Visitor with { Claims = [new IdentityClaim(Ann)] };
        Assert.NotEqual(ticket, await ChatAsync("2", claimed, reference));
        var verified = new ChatVisitor("v2") { Claims = [new IdentityClaim(Ann, "login")] };
        Assert.Equal(ticket, await ChatAsync("3", verified, reference));
        var answer = await AnswerAsync(ticket);
        Assert.Equal(("chat", "3"), (answer.Channel.Channel, answer.Conversation));
    }

    [Fact]
    public async Task A_colleague_who_writes_is_answered_with_the_requester()
    {
        var ticket = await MailAsync(Ann, cc: [Bob]);
        Assert.Equal([Ann.Key], (await AnswerAsync(ticket)).To.Select(t => t.Key));
        await MailAsync(Bob, answers: "m1@customer.example");
        Assert.Equal([Ann.Key, Bob.Key], (await AnswerAsync(ticket)).To.Select(t => t.Key));
    }

    // Links are reversible: who leaves is no longer answered, and the answer goes where somebody wrote who still takes part.
    [Fact]
    public async Task Who_no_longer_takes_part_is_no_longer_answered()
    {
        var ticket = await ChatAsync("4", Visitor);
        await Desk.ExecuteAsync(ticket, new TicketCommand.AddParticipant(Ann), new Actor.Agent(Kim));
        await MailAsync(Ann, quoting: (await AnswerAsync(ticket)).Marker);
        Assert.Equal("mail", (await AnswerAsync(ticket)).Channel.Channel);
        await Desk.ExecuteAsync(ticket, new TicketCommand.RemoveParticipant(Ann), new Actor.Agent(Kim));
        var answer = await AnswerAsync(ticket);
        Assert.Equal(("chat", "4", 1), (answer.Channel.Channel, answer.Conversation, answer.To.Count));
    }

    [Fact]
    public async Task Nothing_names_an_erased_writer()
    {
        var ticket = await ChatAsync("5", Visitor with { Claims = [new IdentityClaim(Ann, "login")] });
        await MailAsync(Ann, quoting: (await AnswerAsync(ticket)).Marker);
        await Desk.EraseAsync(Ann, new Actor.Agent(Kim));
        var state = await Store.LoadAsync(Tenant, ticket);
        Assert.False(state!.Ticket.IsParticipant(Ann));
        Assert.False(state.Reply.Writer?.IsSameAs(Ann));
    }

    [Fact]
    public async Task What_is_asked_of_a_supplier_and_comes_back_stays_among_agents()
    {
        var ticket = await MailAsync(Ann);
        var original = (await TicketAsync(ticket)).Messages[0].Message;
        var asked = Changed(await Desk.ForwardAsync(ticket, Kim, [Supplier], "Can you deliver?", original)).Effects.Single();
        Assert.Equal((Supplier, false), (Assert.Single(asked.To), asked.IsAutomatic));
        var handed = ForwardedMessage.Parse(asked.Text, isForward: true)!;
        Assert.Equal((Ann, "Printer", "It does not print.", "Can you deliver?"), (handed.From, handed.Subject, handed.Text, handed.Comment));

        Assert.Equal(ticket, await MailAsync(Supplier, answers: asked.ExternalId));
        var state = await TicketAsync(ticket);
        Assert.False(state.IsParticipant(Supplier));
        Assert.All(state.Messages.Skip(1), m => Assert.Equal(MessageDirection.Note, m.Direction));
        Assert.Equal([Ann.Key], (await AnswerAsync(ticket)).To.Select(t => t.Key));
        Assert.Equal(2, (await Desk.LookAsCustomerAsync(ticket, Ann))!.Messages.Count);
    }

    [Fact]
    public async Task A_note_is_not_handed_on_and_a_customer_is_not_asked_aside()
    {
        var ticket = await MailAsync(Ann, cc: [Bob]);
        await Desk.NoteAsync(ticket, Kim, "He is difficult.");
        var note = (await TicketAsync(ticket)).Messages[^1].Message;
        Assert.Equal("internal-message", Refused(await Desk.ForwardAsync(ticket, Kim, [Supplier], "Look.", note)));
        Assert.Equal("takes-part", Refused(await Desk.ForwardAsync(ticket, Kim, [Supplier, Bob], "Look.")));
        Assert.Equal("bad-recipients", Refused(await Desk.ForwardAsync(ticket, Kim, [], "Look.")));
        Assert.Equal("unknown-message", Refused(await Desk.ForwardAsync(ticket, Kim, [Supplier], "Look.", new MessageId(Guid.NewGuid()))));
    }

    private static Outcome.Changed Changed(Outcome? outcome) => Assert.IsType<Outcome.Changed>(outcome);

    private static string Refused(Outcome? outcome) => Assert.IsType<Outcome.Refused>(outcome).Reason.Code;

    private async Task<OutboundMessage> AnswerAsync(TicketId ticket) =>
        Changed(await Desk.ReplyAsync(ticket, Kim, "Try again.")).Effects.Single(e => !e.IsAutomatic);

    private async Task<Ticket> TicketAsync(TicketId ticket) => (await Store.LoadAsync(Tenant, ticket))!.Ticket;

    private async Task<TicketId> ChatAsync(string conversation, ChatVisitor visitor, string text = "Hello.")
    {
        var said = _chat.Said(conversation, $"l{++_mails}", visitor, text);
        var taken = Assert.IsType<EventResult.Taken>(await _services.GetRequiredService<Reception>().TakeAsync(said, Start + Duration.FromMinutes(_mails)));
        return TicketOf(taken.Result);
    }

    private async Task<TicketId> MailAsync(Address from, string quoting = "", Address[]? cc = null, string answers = "")
    {
        var id = $"m{++_mails}@customer.example";
        return TicketOf(await _services.GetRequiredService<Intake>().ReceiveAsync(
            new InboundMessage
            {
                Channel = new ChannelAddress(ChannelAddress.Mail, "support@acme.example"),
                DuplicateKey = id,
                ExternalId = id,
                From = from,
                To = [Address.Mail("support@acme.example")],
                Cc = cc ?? [],
                InReplyTo = answers.Length == 0 ? [] : [answers],
                Subject = "Printer",
                Text = quoting.Length == 0 ? "It does not print." : $"I mean this.\n> {quoting}",
            },
            Start + Duration.FromMinutes(_mails)));
    }

    private static TicketId TicketOf(IntakeResult result) =>
        result is IntakeResult.Opened opened ? opened.Ticket : Assert.IsType<IntakeResult.Appended>(result).Ticket;
}
