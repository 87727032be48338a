using Helpdesk.Core.Tickets.Fields;
using Helpdesk.Core.Tickets.Lifecycles;
using Helpdesk.Core.Tickets.Relations;
using NodaTime;

namespace Helpdesk.Core.Tickets;

/// <summary>What a decision may look at besides the ticket.</summary>
/// <param name="Lifecycle">The lifecycle of the ticket's version.</param>
/// <param name="Policy">The policy of its department.</param>
/// <param name="By">Who wants it.</param>
/// <param name="At">When.</param>
public sealed record DecisionContext(Lifecycle Lifecycle, TicketPolicy Policy, Actor By, Instant At)
{
    /// <summary>The roles of the acting agent.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The custom fields.</summary>
    public CustomFieldSchema Fields { get; init; } = CustomFieldSchema.Empty;

    /// <summary>The requester's contact, if the host knows it.</summary>
    public ContactCard? Contact { get; init; }

    /// <summary>Which lifecycle holds where; null when there is but one.</summary>
    public LifecycleSet? Lifecycles { get; init; }

    /// <summary>The other tickets that merges and links lead to.</summary>
    public RelatedTickets Related { get; init; } = RelatedTickets.None;

    /// <summary>The context of another ticket, for what a command does to it; null when the same context serves all.</summary>
    public Func<Ticket, DecisionContext?>? ForOther { get; init; }

    internal DecisionContext Of(Ticket other) => ForOther?.Invoke(other) ?? this;
}
