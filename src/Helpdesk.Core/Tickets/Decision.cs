using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Tickets;

/// <summary>What follows from a command: events, or a refusal, or a follow-up ticket to be made. A closed family.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>The command is carried out by these events; none means that nothing changes.</summary>
    /// <param name="Events">In order; all or none of them are applied.</param>
    public sealed record Accepted(IReadOnlyList<TicketEvent> Events) : Decision
    {
        /// <summary>What happens to other tickets by it; applied together with <see cref="Events"/> or not at all.</summary>
        public IReadOnlyList<EventsOf> Others { get; init; } = [];

        /// <summary>What the transition does beside, for the engine to carry out.</summary>
        public IReadOnlyList<TransitionEffect> Effects { get; init; } = [];
    }

    /// <summary>The domain says no.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Refused(Fault Reason) : Decision;

    /// <summary>The ticket is finished: the message belongs into a new ticket that goes on from it.</summary>
    public sealed record NeedsFollowUp : Decision;

    /// <summary>The events of one of the other tickets.</summary>
    /// <param name="Ticket">Which ticket; one that begins has <see cref="TicketEvent.Opened"/> first.</param>
    /// <param name="Events">In order.</param>
    public sealed record EventsOf(TicketId Ticket, IReadOnlyList<TicketEvent> Events)
    {
        /// <summary>What the transition does beside, for the engine to carry out.</summary>
        public IReadOnlyList<TransitionEffect> Effects { get; init; } = [];
    }
}
