namespace Helpdesk.Core.Tickets.Relations;

/// <summary>Says which other tickets a decision looks at, so that a host reads no more than those.</summary>
public static class Relatives
{
    /// <summary>
    /// The tickets that must be at hand beside those that are: where merges lead; children and blockers, whose state a guard may
    /// ask for; with a command that concerns others, what it names, what it changes, and the links that must not run in
    /// circles. Read them and ask again until none is missing.
    /// </summary>
    /// <param name="ticket">The ticket that the command is for.</param>
    /// <param name="command">The command; null for a timer that rings.</param>
    /// <param name="atHand">The others that are at hand already.</param>
    public static IReadOnlySet<TicketId> Missing(Ticket ticket, TicketCommand? command, IReadOnlyCollection<Ticket> atHand)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        ArgumentNullException.ThrowIfNull(atHand);
        var wanted = new HashSet<TicketId>(NamedBy(command));
        if (command is TicketCommand.Unmerge or TicketCommand.Split or TicketCommand.Erase)
        {
            wanted.UnionWith(ticket.Absorbed.Select(a => a.Ticket));
        }

        foreach (var at in atHand.Prepend(ticket))
        {
            wanted.UnionWith(at.Links.Where(l => IsLookedAt(l, command)).Select(l => l.Other));
            if (at.MergedInto is { } next)
            {
                wanted.Add(next.Other);
            }
        }

        wanted.Remove(ticket.Id);
        wanted.ExceptWith(atHand.Select(t => t.Id));
        return wanted;
    }

    private static IEnumerable<TicketId> NamedBy(TicketCommand? command) => command switch
    {
        TicketCommand.Merge merge => [merge.Into],
        TicketCommand.Link link => [link.Other],
        TicketCommand.Unlink unlink => [unlink.Other],
        _ => [],
    };

    // A circle is looked for in the one direction in which the link is made.
    private static bool IsLookedAt(TicketLink link, TicketCommand? command) =>
        link.Type is LinkType.ParentOf or LinkType.BlockedBy
        || (command is TicketCommand.Link made && made.Type == link.Type && TicketLink.IsAcyclic(made.Type))
        || (command is TicketCommand.Unlink unmade && link.Type == unmade.Type);
}
