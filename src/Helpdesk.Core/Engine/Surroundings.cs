using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Relations;
using NodaTime;

namespace Helpdesk.Core.Engine;

/// <summary>What the engine needs to know beside the ticket at hand. Immutable.</summary>
public sealed record Surroundings
{
    /// <summary>Nothing is known beside the ticket.</summary>
    public static Surroundings None { get; } = new();

    /// <summary>How many tickets on the agent's turn each agent has; an agent who is not there has none.</summary>
    public IReadOnlyDictionary<AgentId, int> Loads { get; init; } = new Dictionary<AgentId, int>();

    /// <summary>The states of the tickets that <see cref="Relatives.Missing"/> asks for, and of those that evidence names.</summary>
    public IReadOnlyDictionary<TicketId, TicketState> Related { get; init; } = new Dictionary<TicketId, TicketState>();

    /// <summary>What the host knows of the requesters of all these tickets, by address; whom it does not know is not there.</summary>
    public IReadOnlyList<KeyValuePair<Address, ContactCard>> Contacts { get; init; } = [];

    /// <summary>The whole stream of the ticket at hand: for a command that measures its SLA anew from the first event.</summary>
    public IReadOnlyList<RecordedEvent> Stream { get; init; } = [];

    /// <summary>The messages that a command copies, with their content.</summary>
    public IReadOnlyList<TicketMessage> Messages { get; init; } = [];

    /// <summary>
    /// When those who may be sent something got automatic messages within <see cref="Rules.Budgets.RuleBudgets.Memory"/>, by address; who got none
    /// need not be there.
    /// </summary>
    public IReadOnlyList<KeyValuePair<Address, IReadOnlyList<Instant>>> SentTo { get; init; } = [];
}
