using Helpdesk.Core.Conditions;
using NodaTime;

namespace Helpdesk.Core.Tickets.Lifecycles;

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
    StatusId? ReturnTo = null)
{
    /// <summary>Whether the acting agent has the ticket, or nobody has.</summary>
    public bool IsOwner { get; init; }

    /// <summary>The roles of the acting agent; null for none.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Which side, agent or customer, has asked for the closing already.</summary>
    public ActorKind CloseAgreedBy { get; init; }

    /// <summary>How many open tickets stand in the way, by the policy on open children: children and blockers.</summary>
    public int OpenChildren { get; init; }

    /// <summary>How many required fields have no value.</summary>
    public int MissingFields { get; init; }

    /// <summary>The fields, for a host's own guards; without them these do not hold.</summary>
    public IFieldValues? Values { get; init; }
}
