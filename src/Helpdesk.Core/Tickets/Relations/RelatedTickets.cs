namespace Helpdesk.Core.Tickets.Relations;

/// <summary>
/// The tickets that a decision on one of them may look at: everything that merges and links lead to. Immutable; safe from any
/// number of threads.
/// </summary>
public sealed class RelatedTickets
{
    private readonly IReadOnlyDictionary<TicketId, Ticket> _tickets;

    /// <summary>Makes a set of tickets.</summary>
    public RelatedTickets(IReadOnlyDictionary<TicketId, Ticket> tickets)
    {
        ArgumentNullException.ThrowIfNull(tickets);
        _tickets = tickets;
    }

    /// <summary>None.</summary>
    public static RelatedTickets None { get; } = new(new Dictionary<TicketId, Ticket>());

    /// <summary>The ticket, or null when it is not among them.</summary>
    public Ticket? Find(TicketId id) => _tickets.GetValueOrDefault(id);

    /// <summary>
    /// The ticket in which a ticket goes on after all merges: itself when it is not merged; null when the way leads out of
    /// the set. Ends also in a circle, which no stream of ours contains.
    /// </summary>
    public Ticket? Survivor(TicketId id)
    {
        var at = Find(id);
        for (var steps = 0; at?.MergedInto is { } next && steps <= _tickets.Count; steps++)
        {
            at = Find(next.Other);
        }

        return at is { MergedInto: null } ? at : null;
    }

    /// <summary>These tickets, some of them newer.</summary>
    internal RelatedTickets With(params IReadOnlyList<Ticket> newer)
    {
        var tickets = new Dictionary<TicketId, Ticket>(_tickets);
        foreach (var ticket in newer)
        {
            tickets[ticket.Id] = ticket;
        }

        return new RelatedTickets(tickets);
    }

    /// <summary>Which law its links break: a circle, or a second parent. Merges can bring either; null for none.</summary>
    internal Fault? FaultOf(Ticket ticket)
    {
        foreach (var type in new[] { LinkType.ParentOf, LinkType.Blocks, LinkType.DuplicateOf })
        {
            if (Others(ticket, type).FirstOrDefault(o => Leads(o.Id, type, ticket.Id)) is { } circle)
            {
                return new Fault(
                    "link-cycle",
                    $"{ticket.Reference} and {circle.Reference} would lead to one another: '{type}' must not run in a circle.",
                    circle.Reference.Value);
            }
        }

        return Others(ticket, LinkType.ChildOf).Skip(1).FirstOrDefault() is { } second
            ? new Fault("has-parent", $"{ticket.Reference} would get a second parent, {second.Reference}.", second.Reference.Value)
            : null;
    }

    /// <summary>Whether links of a type lead from one ticket to another, in any number of steps; merges are followed.</summary>
    internal bool Leads(TicketId from, LinkType type, TicketId to)
    {
        var seen = new HashSet<TicketId> { from };
        var waiting = new Queue<TicketId>(seen);
        while (waiting.TryDequeue(out var at))
        {
            if (at == to)
            {
                return true;
            }

            var links = Find(at)?.Links.Where(l => l.Type == type) ?? [];
            foreach (var next in links.Select(l => Survivor(l.Other)?.Id ?? l.Other).Where(seen.Add))
            {
                waiting.Enqueue(next);
            }
        }

        return false;
    }

    /// <summary>The tickets at the other end of a ticket's links of a type, merges followed, each once.</summary>
    internal IEnumerable<Ticket> Others(Ticket ticket, LinkType type) =>
        ticket.Links.Where(l => l.Type == type).Select(l => Survivor(l.Other)).OfType<Ticket>().Where(t => t.Id != ticket.Id)
            .DistinctBy(t => t.Id);
}
