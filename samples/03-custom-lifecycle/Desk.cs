using Helpdesk.Core;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;

namespace CustomLifecycle;

/// <summary>One ticket and its stream, in memory: what a host keeps in its store.</summary>
internal sealed class Desk
{
    public static readonly Actor Kim = new Actor.Agent(new AgentId("kim"));
    private static readonly Instant Monday = Instant.FromUtc(2026, 3, 2, 9, 0);

    private readonly Lifecycle _lifecycle;
    private readonly LifecycleSet? _lifecycles;

    public Desk(Lifecycle lifecycle, string channel, LifecycleSet? lifecycles = null)
    {
        (_lifecycle, _lifecycles) = (lifecycle, lifecycles);
        var opening = new TicketOpening
        {
            Id = new TicketId(Guid.NewGuid()),
            Reference = TicketReference.Format("HD-", 1),
            Subject = "The mixer does not start",
            Requester = Address.Mail("kai@customer.example"),
            Channel = new ChannelAddress(channel),
            Department = new DepartmentId("repairs"),
        };
        Ticket = Ticket.Replay(Ticket.Open(opening, lifecycle).Select((e, i) => new RecordedEvent(i + 1, Monday, Actor.System, "", 0, e)));
    }

    public Ticket Ticket { get; private set; }

    /// <summary>Decides as Kim and, if that is accepted, applies what follows.</summary>
    public string Try(TicketCommand command, params string[] roles)
    {
        var context = new DecisionContext(_lifecycle, TicketPolicy.Default, Kim, Monday + Duration.FromHours(1))
        {
            Roles = roles,
            Lifecycles = _lifecycles,
        };
        switch (Ticket.Decide(command, context))
        {
            case Decision.Accepted accepted:
                foreach (var happened in accepted.Events)
                {
                    Ticket = Ticket.Evolve(new RecordedEvent(Ticket.Version + 1, context.At, Kim, "", 0, happened));
                }

                return $"accepted: {string.Join(", ", accepted.Events.Select(e => e.GetType().Name))}; now '{Ticket.Status}'";
            case Decision.Refused { Reason: var reason }:
                return $"refused, {reason.Code}: {reason.Sentence}";
            default:
                return "a follow-up ticket is needed";
        }
    }

    /// <summary>What the lifecycle may look at when Kim asks, for pages that show buttons.</summary>
    public TransitionContext Asked(params string[] roles) => new(ActorKind.Agent, Monday, TicketPolicy.Default, Ticket.StatusSince)
    {
        IsOwner = true,
        Roles = roles,
        Values = new TicketFieldValues(null, Ticket, null, MessageKind.Human, Monday),
    };
}
