using Helpdesk.Core.Conversations.Matching;
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

    /// <summary>What <see cref="ThreadLookUps"/> found.</summary>
    public required IReadOnlyList<ThreadEvidence> Evidence { get; init; }

    /// <summary>Loads, the contact of the sender, and every ticket that the evidence names, with those it was merged into.</summary>
    public required Surroundings Around { get; init; }

    /// <summary>What the spam filter was taught.</summary>
    public required SpamKnowledge Spam { get; init; }

    /// <summary>The id of the ticket, should one begin.</summary>
    public required TicketId NewTicket { get; init; }

    /// <summary>The reference of the ticket, should one begin.</summary>
    public required TicketReference NewReference { get; init; }

    /// <summary>The id of the message.</summary>
    public required MessageId NewMessage { get; init; }
}
