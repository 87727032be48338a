using Helpdesk.Core.Tickets.Relations;

namespace Helpdesk.Core.Tickets;

public sealed partial record Ticket
{
    private Decision Merge(TicketCommand.Merge merge, DecisionContext context)
    {
        if (merge.Into == Id)
        {
            return Refuse("self-merge", "A ticket is not merged into itself.");
        }

        if (context.Related.Find(merge.Into) is not { } target)
        {
            return Refuse("unknown-ticket", "There is no such ticket to merge into.");
        }

        if (target.MergedInto is { } further)
        {
            return context.Related.Survivor(target.Id)?.Id == Id
                ? Refuse("merge-cycle", $"{target.Reference} goes on in this very ticket.")
                : Refuse("target-merged", $"{target.Reference} goes on in {further.Reference}; merge into that.");
        }

        if (target.Category is StatusCategory.Deleted or StatusCategory.Spam
            || (target.Category == StatusCategory.Closed && Category != StatusCategory.Closed))
        {
            return Refuse("target-not-open", $"{target.Reference} is {target.Category}: what is merged into it would be lost sight of.");
        }

        var decision = Move(Triggers.Merge, context, [new TicketEvent.MergedInto(target.Id, target.Reference)]);
        if (decision is not Decision.Accepted accepted)
        {
            return decision;
        }

        TicketEvent[] wakes = [.. Waking(target, context)];
        TicketEvent[] taken = [new TicketEvent.Absorbed(Brought(target.Id)) { Wakes = wakes.Length > 0 }, .. wakes];
        var (source, survivor) = (After(accepted.Events, context), target.After(taken, context));
        return context.Related.With(source, survivor).FaultOf(survivor) is { } fault
            ? new Decision.Refused(fault)
            : accepted with { Others = [new Decision.EventsOf(target.Id, taken)] };
    }

    // What this ticket and those merged into it bring, each kept apart.
    private List<AbsorbedTicket> Brought(TicketId into) =>
    [
        new AbsorbedTicket(
            Id,
            Reference,
            into,
            Own with { People = [Requester, .. Own.People] },
            [.. Messages.Where(m => m.Origin is null).Select(m => m with { Origin = Id })]),
        .. Absorbed.Select(a => a with { Messages = [.. Messages.Where(m => m.Origin == a.Ticket)] }),
    ];

    // An open question does not vanish in a ticket that waits for nobody here.
    private IEnumerable<TicketEvent> Waking(Ticket target, DecisionContext context)
    {
        var isAsked = Category is StatusCategory.New or StatusCategory.Open or StatusCategory.Live;
        var waits = target.Category is StatusCategory.WaitingOnCustomer or StatusCategory.Resolved;
        return isAsked && waits && target.Move(Triggers.CustomerMessage, context.Of(target), []) is Decision.Accepted accepted
            ? accepted.Events
            : [];
    }

    private Decision Unmerge(DecisionContext context)
    {
        if (MergedInto is null)
        {
            return Move(Triggers.Unmerge, context, []);
        }

        var chain = new List<Ticket>();
        for (var at = this; at.MergedInto is { } next; at = chain[^1])
        {
            if (context.Related.Find(next.Other) is not { } found || chain.Contains(found))
            {
                return Refuse("unknown-ticket", $"{next.Reference} is not at hand.");
            }

            chain.Add(found);
        }

        var survivor = chain[^1];
        var leaving = survivor.With(Id);
        TicketEntry[] later = [.. survivor.Messages.Where(m => m.Via is { } via && leaving.Contains(via) && !(m.Origin is { } o && leaving.Contains(o)))];
        TicketEntry[] regained =
        [
            .. later.Select(m => m with { Origin = null, Via = m.Via == Id ? null : m.Via }),
            .. from mine in Messages
               let rated = survivor.Messages.Find(m => m.Message == mine.Message)?.Rating
               where rated is not null && rated != mine.Rating
               select mine with { Rating = rated },
        ];
        var decision = Move(Triggers.Unmerge, context, [new TicketEvent.Unmerged(regained)]);
        if (decision is not Decision.Accepted accepted)
        {
            return decision;
        }

        var released = new TicketEvent.Released([.. leaving], [.. later.Select(m => m.Message)]);
        TicketEvent[] events = [.. accepted.Events, .. Asking(regained, accepted, context)];
        TicketEvent[] without = [released, .. survivor.Sleeping(Id)];
        var (back, left) = (After(events, context), survivor.After(without, context));
        var fresh = context.Related.With([back, left, .. chain.SkipLast(1).Select(t => t.After([released], context))]);

        // A child of both had one parent while they were one ticket.
        var touched = fresh.Others(back, LinkType.ParentOf).Prepend(left).Prepend(back);
        return touched.Select(fresh.FaultOf).FirstOrDefault(f => f is not null) is { } fault
            ? new Decision.Refused(fault)
            : accepted with
            {
                Events = events,
                Others = [.. chain.SkipLast(1).Select(t => new Decision.EventsOf(t.Id, [released])), new Decision.EventsOf(survivor.Id, without)],
            };
    }

    // A question that came in meanwhile and nobody answered counts as if it had just come.
    private IEnumerable<TicketEvent> Asking(TicketEntry[] regained, Decision.Accepted accepted, DecisionContext context)
    {
        if (!regained.Any(m => m.IsFromCustomer))
        {
            return [];
        }

        return After(accepted.Events, context).Move(Triggers.CustomerMessage, context with { By = Actor.System }, []) is Decision.Accepted asked ? asked.Events : [];
    }

    // A ticket that a merge woke, and to which nothing happened since, waits again.
    private IEnumerable<TicketEvent> Sleeping(TicketId leaving) => Woken is { } woken && woken.By == leaving
        ? [new TicketEvent.StatusChanged(Status, woken.Status, woken.Category, Triggers.Unmerge)]
        : [];

    // A ticket among those that were merged into this one, and those that came with it.
    private HashSet<TicketId> With(TicketId ticket)
    {
        var all = new HashSet<TicketId> { ticket };
        while (Absorbed.FirstOrDefault(a => all.Contains(a.Into) && !all.Contains(a.Ticket)) is { } next)
        {
            all.Add(next.Ticket);
        }

        return all;
    }
}
