using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets.Ratings;
using NodaTime;

namespace Helpdesk.Core.Tickets;

/// <summary>A message as the ticket knows it; the content stands in the store.</summary>
/// <param name="Message">Which message.</param>
/// <param name="Direction">Which way it went.</param>
/// <param name="Kind">What sort it is.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="At">When the engine took it.</param>
/// <param name="Origin">The merged ticket that it came with; null for the ticket's own.</param>
/// <param name="Via">The merged ticket that it was addressed to and was led on from; null when it came straight.</param>
public sealed record TicketEntry(
    MessageId Message,
    MessageDirection Direction,
    MessageKind Kind,
    Actor By,
    Instant At,
    TicketId? Origin = null,
    TicketId? Via = null)
{
    /// <summary>What the customer thinks of it, if it is an answer that was rated: it goes wherever the answer goes.</summary>
    public Rating? Rating { get; init; }

    /// <summary>How far the call is that it stands for; null for what is no call.</summary>
    public CallProgress? Call { get; init; }

    /// <summary>Whether a person outside wrote it, whoever brought it here.</summary>
    internal bool IsFromCustomer => Direction == MessageDirection.Inbound && Kind == MessageKind.Human;

    /// <summary>Whether an agent said it in public.</summary>
    internal bool IsAnswer => Direction == MessageDirection.Outbound && By is Actor.Agent;
}
