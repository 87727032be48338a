using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using Helpdesk.Core.Tickets.Relations;
using NodaTime;

namespace Helpdesk.Core.Tests.Tickets;

/// <summary>Plays commands on one ticket and keeps its stream, as a host would.</summary>
internal sealed class TicketStory
{
    public static readonly Instant Monday = Instant.FromUtc(2026, 3, 2, 9, 0);
    public static readonly Actor Kim = new Actor.Agent(new AgentId("kim"));
    public static readonly Address Ann = Address.Mail("ann@customer.example", "Ann");

    /// <summary>A ticket beside, to merge into.</summary>
    public static readonly Ticket Other = new TicketStory(number: 2).Ticket;

    private readonly List<RecordedEvent> _stream = [];
    private int _messages;

    public TicketStory(string channel = ChannelAddress.Mail, bool isSpam = false, TicketPolicy? policy = null, Instant? start = null, int number = 1)
    {
        Now = start ?? Monday;
        Policy = policy ?? TicketPolicy.Default;
        Record(
            Ticket.Open(
                new TicketOpening
                {
                    Id = new TicketId(new Guid(number, 0, 0, new byte[8])),
                    Reference = TicketReference.Format(TicketReference.DefaultPrefix, number),
                    Subject = "Printer broken",
                    Requester = Ann,
                    Channel = new ChannelAddress(channel),
                    Department = new DepartmentId("support"),
                    Message = NextMessage(),
                    IsSpam = isSpam,
                },
                Lifecycle.Default),
            new Actor.Customer(Ann));
    }

    public Instant Now { get; private set; }

    public TicketPolicy Policy { get; }

    public IReadOnlyList<RecordedEvent> Stream => _stream;

    public Ticket Ticket { get; private set; } = null!;

    public MessageId NextMessage() => new(new Guid(++_messages, 0, 0, new byte[8]));

    public TicketStory Later(Duration duration)
    {
        Now += duration;
        return this;
    }

    public DecisionContext Context(Actor by)
    {
        var related = new Dictionary<TicketId, Ticket> { [Ticket.Id] = Ticket, [Other.Id] = Other };
        return new DecisionContext(Lifecycle.Default, Policy, by, Now) { Related = new RelatedTickets(related) };
    }

    public Decision Try(TicketCommand command, Actor by)
    {
        var decision = Ticket.Decide(command, Context(by));
        if (decision is Decision.Accepted accepted)
        {
            Record(accepted.Events, by);
        }

        return decision;
    }

    public TicketStory Do(TicketCommand command, Actor? by = null)
    {
        var decision = Try(command, by ?? Kim);
        Assert.True(decision is Decision.Accepted, $"{command} was not accepted: {decision}");
        return this;
    }

    public TicketStory CustomerWrites(MessageKind kind = MessageKind.Human) =>
        Do(new TicketCommand.Receive(NextMessage(), Ann, kind), new Actor.Customer(Ann));

    public TicketStory AgentReplies() => Do(new TicketCommand.Reply(NextMessage()));

    private void Record(IEnumerable<TicketEvent> events, Actor by)
    {
        foreach (var happened in events)
        {
            var recorded = new RecordedEvent(_stream.Count + 1, Now, by, "test", 0, happened);
            _stream.Add(recorded);
            Ticket = _stream.Count == 1 ? Ticket.Replay(_stream) : Ticket.Evolve(recorded);
        }
    }
}
