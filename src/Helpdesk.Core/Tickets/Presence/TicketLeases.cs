using System.Collections.Immutable;
using NodaTime;

namespace Helpdesk.Core.Tickets.Presence;

/// <summary>
/// Who is on a ticket: at most one lease an agent. Pure: time is an argument and what has run out is simply no longer there.
/// Immutable; safe from any number of threads.
/// </summary>
public sealed class TicketLeases
{
    private readonly ImmutableSortedDictionary<string, Lease> _leases;

    private TicketLeases(ImmutableSortedDictionary<string, Lease> leases) => _leases = leases;

    /// <summary>Nobody is on it.</summary>
    public static TicketLeases None { get; } = new(ImmutableSortedDictionary.Create<string, Lease>(StringComparer.Ordinal));

    /// <summary>The leases of some agents; of two of one agent the later one counts.</summary>
    public static TicketLeases Of(IEnumerable<Lease> leases)
    {
        ArgumentNullException.ThrowIfNull(leases);
        return new TicketLeases(leases.Aggregate(None._leases, (all, l) => all.SetItem(l.Agent.Value, l)));
    }

    /// <summary>All that have not run out, by agent.</summary>
    public IReadOnlyList<Lease> At(Instant now) => [.. _leases.Values.Where(l => l.Until > now)];

    /// <summary>The lease of an agent; null when there is none or it has run out.</summary>
    public Lease? Find(AgentId agent, Instant now) => _leases.GetValueOrDefault(agent.Value) is { } lease && lease.Until > now ? lease : null;

    /// <summary>An agent comes, goes on, or begins to do something else.</summary>
    /// <param name="agent">Who.</param>
    /// <param name="kind">What the agent does now.</param>
    /// <param name="now">The moment.</param>
    /// <param name="lasting">For how long; longer than zero.</param>
    /// <returns>The agent's new lease: with the beginning of the old one if it says the same and has not run out.</returns>
    public Lease Next(AgentId agent, LeaseKind kind, Instant now, Duration lasting)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lasting, Duration.Zero);
        var since = Find(agent, now) is { } held && held.Kind == kind ? held.Since : now;
        return new Lease(agent, kind, since, now + lasting);
    }

    /// <summary>With a lease, in place of the agent's old one.</summary>
    public TicketLeases With(Lease lease)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return new TicketLeases(_leases.SetItem(lease.Agent.Value, lease));
    }

    /// <summary>Without an agent's lease.</summary>
    public TicketLeases Without(AgentId agent) => new(_leases.Remove(agent.Value));

    /// <summary>The others who are on it, those who reply first, then those who came first.</summary>
    public IReadOnlyList<Lease> Beside(AgentId agent, Instant now) =>
        [.. At(now).Where(l => l.Agent != agent).OrderByDescending(l => l.Kind).ThenBy(l => l.Since)];
}
