using Helpdesk.Core.Tickets.Privacy;
using Helpdesk.Core.Tickets.Relations;

namespace Helpdesk.Core.Tickets;

public sealed partial record Ticket
{
    private Ticket Absorbing(IReadOnlyList<AbsorbedTicket> tickets)
    {
        var absorbed = Absorbed.AddRange(tickets);
        return (this with { Absorbed = absorbed, Belongings = Together(Own, absorbed) }).Hearing(tickets.SelectMany(t => t.Messages));
    }

    private Ticket Releasing(TicketEvent.Released released)
    {
        var leaving = released.Tickets.ToHashSet();
        var messages = released.Messages.ToHashSet();
        var absorbed = Absorbed.RemoveAll(a => leaving.Contains(a.Ticket));
        return this with
        {
            Absorbed = absorbed,
            Belongings = Together(Own, absorbed),
            Messages = Messages.RemoveAll(m => messages.Contains(m.Message) || (m.Origin is { } origin && leaving.Contains(origin))),
        };
    }

    private Ticket Losing(TicketEvent.MessagesMoved moved)
    {
        var leaving = moved.Messages.ToHashSet();
        var next = this with { Messages = Messages.RemoveAll(m => leaving.Contains(m.Message)) };
        return next.Having(Own with { Links = [.. Own.Links, moved.Into] });
    }

    // Messages that were written elsewhere take their place by their instants; the clocks of silence see the latest.
    private Ticket Hearing(IEnumerable<TicketEntry> entries)
    {
        TicketEntry[] heard = [.. entries];
        var next = this with { Messages = [.. Messages.Concat(heard).OrderBy(m => m.At)] };
        foreach (var entry in heard)
        {
            if (entry.IsFromCustomer)
            {
                next = next with { LastCustomerMessageAt = Later(next.LastCustomerMessageAt, entry.At) };
            }

            if (entry.IsAnswer)
            {
                next = next with { LastReplyAt = Later(next.LastReplyAt, entry.At) };
            }

            if (entry.IsFromCustomer || entry.IsAnswer)
            {
                next = next with { LastHumanMessageAt = NodaTime.Instant.Max(next.LastHumanMessageAt, entry.At), CloseWarnedAt = null };
            }
        }

        return next;
    }

    private Ticket Forget(Erasure erasure)
    {
        var absorbed = Absorbed.ConvertAll(erasure.Apply);
        var next = this with
        {
            Subject = erasure.Is(Requester) ? Erasure.Subject : Subject,
            Requester = erasure.Apply(Requester),
            Own = erasure.Apply(Own),
            Absorbed = absorbed,
            Messages = Messages.ConvertAll(erasure.Apply),
        };
        return next with { Belongings = next.Together(next.Own, absorbed) };
    }
}
