using System.Text;
using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Runtime.Tests;

/// <summary>A desk in memory for stories about finding tickets. The same steps give the same ids.</summary>
internal sealed class MatchingWorld
{
    public const string HostSecret = "the secret of the host";
    public const string Secret = "only for us";

    public static readonly TenantId Tenant = new("t");
    public static readonly Address Ann = Address.Mail("ann@customer.example");
    public static readonly Address Eve = Address.Mail("eve@elsewhere.example");
    public static readonly Actor Kim = new Actor.Agent(new AgentId("kim"));

    private static readonly HelpdeskConfiguration Configuration = HelpdeskConfiguration.Parse(
        """
        {"version":1,"departments":[{"id":"support","reopenWindow":"P14D"}],"budgets":{"acknowledgements":[]},
         "mailboxes":[{"address":"support@acme.example","department":"support"},{"address":"billing@acme.example","department":"support"}],
         "agents":[{"id":"kim","address":"kim@acme.example","departments":["support"]},{"id":"lee","address":"lee@acme.example","departments":["support"]}],
         "templates":{"t":{"subject":"s","text":"{{ticket.reference}}"}},"notices":{"acknowledgement":"t"},
         "rules":[{"id":"r","on":["note.added","message.received"],"then":[{"do":"notify","template":"t","to":["@followers"]}]}]}
        """).Require();

    private readonly Clock _clock = new(Instant.FromUtc(2026, 3, 2, 9, 0));
    private readonly List<string> _known = [];
    private readonly List<TicketId> _opened = [];
    private int _step;
    private int _played;

    public MatchingWorld()
    {
        Intake = IntakeWith(TokensOf(HostSecret));
        Desk = new TicketDesk(Configuration, Store, Tenant, _clock, tokens: TokensOf(HostSecret));
    }

    public InMemoryStore Store { get; } = new();

    public Intake Intake { get; }

    public TicketDesk Desk { get; }

    public List<InboundMessage> Received { get; } = [];

    public Instant Now => _clock.Now;

    public static MessageTokens TokensOf(params string[] secrets) =>
        new(Tenant, secrets.Select(s => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(s)));

    public Intake IntakeWith(MessageTokens tokens) => new(Configuration, Store, Tenant, tokens: tokens);

    public InboundMessage Mail(Address from, string text)
    {
        var number = ++_step;
        return new InboundMessage
        {
            Channel = new ChannelAddress(ChannelAddress.Mail, "support@acme.example"),
            DuplicateKey = $"mail:{number}",
            ExternalId = $"m{number}@x",
            From = from,
            To = [Address.Mail("support@acme.example")],
            Subject = "Printer",
            Text = text,
        };
    }

    public async Task PlayAsync(IReadOnlyList<MatchingStep> steps)
    {
        foreach (var step in steps)
        {
            _clock.Now += Duration.FromMinutes(1);
            _step = 10 * ++_played; // a step that sends nothing changes no later id
            await PlayAsync(step);
        }
    }

    public async Task<IReadOnlyList<Ticket>> TicketsAsync()
    {
        var tickets = new List<Ticket>();
        foreach (var id in await Store.ReadTicketIdsAsync(Tenant, null, int.MaxValue))
        {
            tickets.Add((await Store.LoadAsync(Tenant, id))!.Ticket);
        }

        return tickets;
    }

    public Task<IReadOnlyList<TicketMessage>> MessagesAsync(TicketId ticket) => Store.ReadMessagesAsync(Tenant, ticket);

    /// <summary>Which mails are together: their ids, sorted, by ticket.</summary>
    public async Task<string> PartitionAsync(Func<TicketMessage, bool> which)
    {
        var groups = new List<string>();
        foreach (var ticket in await TicketsAsync())
        {
            groups.Add(string.Join(' ', (await MessagesAsync(ticket.Id)).Where(m => m.Direction == MessageDirection.Inbound && which(m))
                .Select(m => m.ExternalId).Order(StringComparer.Ordinal)));
        }

        return string.Join('|', groups.Where(g => g.Length > 0).Order(StringComparer.Ordinal));
    }

    public async Task<(int Tickets, int Messages)> CountAsync()
    {
        var tickets = await TicketsAsync();
        var messages = 0;
        foreach (var ticket in tickets)
        {
            messages += (await MessagesAsync(ticket.Id)).Count;
        }

        return (tickets.Count, messages);
    }

    private async Task PlayAsync(MatchingStep step)
    {
        var from = Address.Mail(step.Who);
        switch (step.Act)
        {
            case MatchingAct.Reply when Nth(_opened, step.Of) is { } ticket:
                await Desk.ReplyAsync(ticket, new AgentId("kim"), "Try again.");
                break;
            case MatchingAct.Note when Nth(_opened, step.Of) is { } ticket:
                await Desk.NoteAsync(ticket, new AgentId("kim"), Secret, [new AgentId("lee")]);
                break;
            case MatchingAct.Fresh:
                await ReceiveAsync(Mail(from, "new"));
                break;
            case MatchingAct.AnswerKnown:
                await ReceiveAsync(Mail(from, "answer") with { InReplyTo = [.. _known.Skip(_known.Count == 0 ? 0 : step.Of % _known.Count).Take(1)] });
                break;
            case MatchingAct.AnswerSent when Nth(_opened, step.Of) is { } ticket:
                var sent = (await MessagesAsync(ticket)).Last(m => m.Direction == MessageDirection.Outbound).ExternalId;
                await ReceiveAsync(Mail(from, "answer") with { References = [from.IsSameAs(Eve) ? Forged(sent) : sent] });
                break;
            case MatchingAct.Reference when Nth(_opened, step.Of) is { } ticket:
                var reference = (await Store.LoadAsync(Tenant, ticket))!.Ticket.Reference;
                await ReceiveAsync(Mail(from, "answer") with { Subject = $"Re: [{reference}] Printer" });
                break;
            case MatchingAct.Ancestor:
                await ReceiveAsync(Mail(from, "part of a thread") with { References = [$"root{step.Of % 3}@x"] });
                break;
        }
    }

    private async Task ReceiveAsync(InboundMessage mail)
    {
        Received.Add(mail);
        if (await Intake.ReceiveAsync(mail, Now) is IntakeResult.Opened opened && !mail.From.IsSameAs(Eve))
        {
            _opened.Add(opened.Ticket);
        }

        if (!mail.From.IsSameAs(Eve))
        {
            _known.Add(mail.ExternalId);
        }
    }

    private static string Forged(string id) => (id[0] == 'a' ? "b" : "a") + id[1..];

    private static TicketId? Nth(List<TicketId> list, int at) => list.Count == 0 ? null : list[at % list.Count];
}
