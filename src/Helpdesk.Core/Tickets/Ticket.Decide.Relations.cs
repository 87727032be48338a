using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets.Relations;

namespace Helpdesk.Core.Tickets;

public sealed partial record Ticket
{
    private Decision Link(TicketCommand.Link link, DecisionContext context)
    {
        if (!TicketLink.IsByHand(link.Type))
        {
            return Refuse("link-not-by-hand", $"A link '{link.Type}' comes of itself.");
        }

        var other = context.Related.Survivor(link.Other);
        if (link.Other == Id || other?.Id == Id)
        {
            return Refuse("self-link", "A ticket is not linked to itself.");
        }

        if (other is null || other.Category == StatusCategory.Deleted)
        {
            return Refuse("unknown-ticket", "There is no such ticket to link to.");
        }

        var counterpart = TicketLink.Counterpart(link.Type);
        if (Links.Any(l => l.Type == link.Type && context.Related.Survivor(l.Other)?.Id == other.Id))
        {
            return Nothing;
        }

        if (TicketLink.IsAcyclic(link.Type) && context.Related.Leads(other.Id, link.Type, Id))
        {
            return Refuse("link-cycle", $"{other.Reference} leads back here: '{link.Type}' must not run in a circle.");
        }

        var child = link.Type == LinkType.ParentOf ? other : link.Type == LinkType.ChildOf ? this : null;
        if (child is not null && child.Links.Any(l => l.Type == LinkType.ChildOf))
        {
            return Refuse("has-parent", $"{child.Reference} has a parent already.");
        }

        return new Decision.Accepted([new TicketEvent.Linked(new TicketLink(link.Type, other.Id, other.Reference))])
        {
            Others = [new Decision.EventsOf(other.Id, [new TicketEvent.Linked(new TicketLink(counterpart, Id, Reference))])],
        };
    }

    // Several links may lead to the same ticket once it took others in, and so may several lead back: all of them go, and those
    // that merged tickets hold of their own go there too, so that none comes back with half of it.
    private Decision Unlink(TicketCommand.Unlink unlink, DecisionContext context)
    {
        var other = context.Related.Survivor(unlink.Other);
        var there = other?.Id ?? unlink.Other;
        TicketLink[] links = [.. Links.Where(l => LeadsTo(l, unlink.Type, there, context))];
        if (links.Length == 0)
        {
            return Nothing;
        }

        var counterpart = TicketLink.Counterpart(unlink.Type);
        TicketLink[] back = other is null ? [] : [.. other.Links.Where(l => LeadsTo(l, counterpart, Id, context))];
        return new Decision.Accepted([.. links.Select(l => new TicketEvent.Unlinked(l))])
        {
            Others =
            [
                .. back.Length == 0 ? Array.Empty<Decision.EventsOf>() : [new(there, [.. back.Select(l => new TicketEvent.Unlinked(l))])],
                .. Inside(this, unlink.Type, there, context),
                .. other is null ? [] : Inside(other, counterpart, Id, context),
            ],
        };
    }

    private static bool LeadsTo(TicketLink link, LinkType type, TicketId there, DecisionContext context) =>
        link.Type == type && (link.Other == there || context.Related.Survivor(link.Other)?.Id == there);

    private static IEnumerable<Decision.EventsOf> Inside(Ticket survivor, LinkType type, TicketId there, DecisionContext context) =>
        from absorbed in survivor.Absorbed
        let all = context.Related.Find(absorbed.Ticket)?.Links ?? absorbed.Belongings.Links
        let held = all.Where(l => LeadsTo(l, type, there, context)).ToArray()
        where held.Length > 0
        select new Decision.EventsOf(absorbed.Ticket, [.. held.Select(l => new TicketEvent.Unlinked(l))]);

    private Decision Split(TicketCommand.Split split, DecisionContext context)
    {
        if (split.Ticket == Id || context.Related.Find(split.Ticket) is not null)
        {
            return Refuse("ticket-exists", "A split begins a new ticket; there is one with that id.");
        }

        var wanted = split.Messages.DistinctBy(m => m.Message).ToDictionary(m => m.Message, m => m.Copy);
        TicketEntry[] taken = [.. Messages.Where(m => wanted.ContainsKey(m.Message))];
        if (taken.Length == 0 || string.IsNullOrWhiteSpace(split.Subject))
        {
            return Refuse("nothing-to-split", "A split takes at least one message and gives a subject.");
        }

        if (taken.Length < wanted.Count)
        {
            return Refuse("unknown-message", "Some of the messages are none of this ticket.");
        }

        HashSet<MessageId> moved = [.. taken.Where(m => wanted[m.Message] is null).Select(m => m.Message)];
        if (moved.Count == Messages.Count)
        {
            return Refuse("nothing-left", "A split leaves at least one message; transfer or rename the ticket instead.");
        }

        var target = new TicketLink(LinkType.SplitInto, split.Ticket, split.Reference);
        var author = taken.FirstOrDefault(m => m.IsFromCustomer)?.By as Actor.Customer;
        var opening = new TicketOpening
        {
            Id = split.Ticket,
            Reference = split.Reference,
            Subject = split.Subject.Trim(),
            Requester = author?.Address ?? Requester,
            Participants = [.. Participants],
            Channel = Channel with { Channel = Channel.Channel is ChannelAddress.Chat or ChannelAddress.Call ? ChannelAddress.Mail : Channel.Channel },
            Department = Department,
            Type = Type,
            Priority = Priority,
            ComesFrom = new TicketLink(LinkType.SplitFrom, Id, Reference),
        };
        var lifecycle = context.Lifecycles?.Of(Department, Type) ?? context.Lifecycle;
        var entries = taken.Select(m => wanted[m.Message] is { } copy
            ? m with { Message = copy, Origin = null, Via = null, Rating = null }
            : m with { Origin = null, Via = null });
        TicketEvent.MessagesTaken took = new([.. entries]);
        Decision.EventsOf[] losers =
        [
            .. from absorbed in Absorbed
               let inside = With(absorbed.Ticket)
               let lost = taken.Where(m => moved.Contains(m.Message) && m.Origin is { } o && inside.Contains(o)).Select(m => m.Message).ToArray()
               where lost.Length > 0
               select new Decision.EventsOf(absorbed.Ticket, [new TicketEvent.MessagesMoved(lost, target)]),
        ];
        var alsoFrom = Absorbed.Where(a => losers.Any(l => l.Ticket == a.Ticket))
            .Select(a => new TicketEvent.Linked(new TicketLink(LinkType.SplitFrom, a.Ticket, a.Reference)));
        return new Decision.Accepted([new TicketEvent.MessagesMoved([.. moved], target)])
        {
            Others = [new Decision.EventsOf(split.Ticket, [.. Open(opening, lifecycle), took, .. alsoFrom]), .. losers],
        };
    }

    private Decision Erase(Address person, DecisionContext context)
    {
        // Whoever left with a split or an unmerge is still named by the events before it, here or in what was merged into this.
        var key = (person.Kind, person.Key);
        if (!Named.Contains(key) && !Absorbed.Exists(a => context.Related.Find(a.Ticket)?.Named.Contains(key) == true))
        {
            return Nothing;
        }

        // The id of the ticket keeps two erased persons of two tickets apart, the version those of one.
        var pseudonym = new Address(AddressKind.HostUser, $"erased-{Id.Value.ToString("N")[^6..]}-{Version + 1}");
        var erased = new TicketEvent.PersonErased(pseudonym) { Person = person };
        return new Decision.Accepted([erased])
        {
            Others = [.. Absorbed.Select(a => new Decision.EventsOf(a.Ticket, [erased]))],
        };
    }
}
