namespace Helpdesk.Core.Runtime;

/// <summary>What became of a message that was taken in. Every message ends in exactly one of these. A closed family.</summary>
public abstract record IntakeResult
{
    private IntakeResult()
    {
    }

    /// <summary>It began a ticket.</summary>
    /// <param name="Ticket">The ticket.</param>
    /// <param name="Reference">Its reference.</param>
    /// <param name="IsSpam">Whether the ticket began as spam.</param>
    public sealed record Opened(TicketId Ticket, TicketReference Reference, bool IsSpam) : IntakeResult;

    /// <summary>It was appended to a ticket.</summary>
    /// <param name="Ticket">The ticket.</param>
    /// <param name="Reference">Its reference.</param>
    public sealed record Appended(TicketId Ticket, TicketReference Reference) : IntakeResult;

    /// <summary>It had been taken in before; nothing changed.</summary>
    /// <param name="Ticket">The ticket that has it; null when it was put aside.</param>
    /// <param name="Deliveries">By how many ways it has come: one mail may reach two mailboxes.</param>
    public sealed record Duplicate(TicketId? Ticket, int Deliveries) : IntakeResult;

    /// <summary>It was put aside whole.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Quarantined(Fault Reason) : IntakeResult;
}
