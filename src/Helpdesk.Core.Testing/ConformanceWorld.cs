using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Spam;
using NodaTime;

namespace Helpdesk.Core.Testing;

/// <summary>Real outcomes of the engine to commit.</summary>
internal sealed class ConformanceWorld(IHelpdeskStore store)
{
    public static readonly TenantId Tenant = new("t1");
    public static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);

    public static readonly HelpdeskConfiguration Configuration = HelpdeskConfiguration.Parse(
        """
        {"version":1,"departments":[{"id":"support"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "agents":[{"id":"kim","address":"kim@acme.example","departments":["support"]},{"id":"lee","address":"lee@acme.example","departments":[]}],
         "slaPolicies":[{"id":"p","firstReply":{"all":"PT4H"},"resolution":{"all":"P2D"}}],
         "templates":{"ack":{"subject":"[{{ticket.reference}}]","text":"Thank you"}},"notices":{"acknowledgement":"ack"}}
        """).Require();

    private int _messages;

    public HelpdeskEngine Engine { get; } = new(Configuration);

    public static InboundMessage Mail(string id, params string[] references) => new()
    {
        Channel = new ChannelAddress(ChannelAddress.Mail, "support@acme.example"),
        DuplicateKey = "mail:" + id,
        ExternalId = id,
        References = references,
        From = Address.Mail("ann@customer.example", "Ann \"Ünï\" 東"),
        To = [Address.Mail("support@acme.example")],
        Subject = "Printer \ud83d\udda8 broken",
        Text = "It does not print.\0\n",
        Attachments = [new Attachment("a.bin", "application/octet-stream", new byte[] { 0, 1, 255 }), new Attachment("", "text/plain", new byte[] { 0, 1, 255 })],
    };

    public async Task<Outcome.Changed> ArriveAsync(
        InboundMessage mail, TenantId? tenant = null, int? number = null, ThreadEvidence? evidence = null)
    {
        var of = tenant ?? Tenant;
        var related = new Dictionary<TicketId, TicketState>();
        for (var id = evidence?.Candidate.Ticket; id is { } next; id = related[next].Ticket.MergedInto?.Other)
        {
            related[next] = await store.LoadAsync(of, next).ConfigureAwait(false) ?? throw new ConformanceException($"Ticket {next} is not there.");
        }

        return (Outcome.Changed)Engine.Receive(new Arrival
        {
            Message = mail,
            At = Start,
            Evidence = evidence is null ? [] : [evidence],
            Around = new Surroundings { Loads = await store.LoadsAsync(of).ConfigureAwait(false), Related = related },
            Spam = new SpamKnowledge(SpamModel.Empty),
            NewTicket = new TicketId(Guid.CreateVersion7()),
            NewMessage = new MessageId(new Guid(++_messages, 1, 1, new byte[8])),
            NewReference = TicketReference.Format("HD-", number ?? await store.NextNumberAsync(of).ConfigureAwait(false)),
        });
    }

    public async Task<TicketState> OpenAsync(string id, string[]? references = null, Address? from = null)
    {
        var mail = Mail(id, references ?? []);
        var outcome = await ArriveAsync(from is null ? mail : mail with { From = from }).ConfigureAwait(false);
        Expect(await store.CommitAsync(Tenant, new Commit(outcome, "mail:" + id)).ConfigureAwait(false), CommitResult.Committed);
        return outcome.State;
    }

    public Outcome.Changed Do(TicketState state, Tickets.TicketCommand command, SpamFeatures? sample = null, params TicketState[] related) =>
        (Outcome.Changed)Ask(state, command, sample, related);

    public Outcome Ask(TicketState state, Tickets.TicketCommand command, SpamFeatures? sample = null, params TicketState[] related) =>
        Engine.Execute(new Request
        {
            State = state,
            Command = command,
            Around = new Surroundings { Related = related.ToDictionary(r => r.Id) },
            By = new Actor.Agent(new AgentId("kim")),
            At = Start + Duration.FromHours(1),
            CausationId = "check",
            Text = "Try again.",
            Sample = sample,
        });

    public MessageId NewMessage() => new(new Guid(++_messages, 2, 2, new byte[8]));

    public static void Expect<T>(T found, T wanted, string what = "")
    {
        if (!EqualityComparer<T>.Default.Equals(found, wanted))
        {
            throw new ConformanceException($"{what} wanted {wanted}, found {found}".Trim());
        }
    }

    public static void Expect(bool holds, string what)
    {
        if (!holds)
        {
            throw new ConformanceException("It does not hold: " + what);
        }
    }
}
