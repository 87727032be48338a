using NodaTime;

namespace Helpdesk.Core.Tickets;

/// <summary>What a lifecycle may look at when it decides on a transition.</summary>
/// <param name="Actor">Who fires the trigger.</param>
/// <param name="At">When.</param>
/// <param name="Policy">The policy of the ticket's department.</param>
/// <param name="StatusSince">Since when the ticket has its status.</param>
/// <param name="ReturnTo">The status remembered to come back to, if there is one.</param>
public readonly record struct TransitionContext(
    ActorKind Actor,
    Instant At,
    TicketPolicy Policy,
    Instant StatusSince,
    StatusId? ReturnTo = null);
