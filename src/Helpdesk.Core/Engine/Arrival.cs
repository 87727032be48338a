using Helpdesk.Core.Conversations;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Spam;
using NodaTime;

namespace Helpdesk.Core.Engine;

/// <summary>A message that came in, with the snapshot of everything that the engine needs to take it.</summary>
public sealed record Arrival
{
    /// <summary>The message.</summary>
    public required InboundMessage Message { get; init; }

    /// <summary>The moment at which it is taken.</summary>
    public required Instant At { get; init; }

    /// <summary>What the look-ups of <see cref="ThreadMatcher"/> found.</summary>
    public required IReadOnlyList<ThreadEvidence> Evidence { get; init; }

    /// <summary>The states of all tickets that the evidence names.</summary>
    public required IReadOnlyDictionary<TicketId, TicketState> Tickets { get; init; }

    /// <summary>How many tickets on the agent's turn each agent has; an agent who is not there has none.</summary>
    public required IReadOnlyDictionary<AgentId, int> Loads { get; init; }

    /// <summary>The spam model.</summary>
    public required SpamModel Model { get; init; }

    /// <summary>The id of the ticket, should one begin.</summary>
    public required TicketId NewTicket { get; init; }

    /// <summary>The reference of the ticket, should one begin.</summary>
    public required TicketReference NewReference { get; init; }

    /// <summary>The id of the message.</summary>
    public required MessageId NewMessage { get; init; }
}
