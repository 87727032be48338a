namespace Helpdesk.Core.Tickets;

/// <summary>What follows from a command: events, or a refusal, or a follow-up ticket to be made. A closed family.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>The command is carried out by these events; none means that nothing changes.</summary>
    /// <param name="Events">In order; all or none of them are applied.</param>
    public sealed record Accepted(IReadOnlyList<TicketEvent> Events) : Decision;

    /// <summary>The domain says no.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Refused(Fault Reason) : Decision;

    /// <summary>The ticket is finished: the message belongs into a new ticket that goes on from it.</summary>
    public sealed record NeedsFollowUp : Decision;
}
