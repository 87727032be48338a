using System.Collections.Immutable;
using Helpdesk.Core.Tickets.Privacy;

namespace Helpdesk.Core.Tickets;

public sealed partial record Ticket
{
    private Ticket Absorbing(TicketEvent.Absorbed happened)
    {
        var absorbed = Absorbed.AddRange(happened.Tickets);
        var next = this with
        {
            Absorbed = absorbed,
            Belongings = Together(Own, absorbed),
            Woken = happened.Wakes && happened.Tickets.Count > 0
                ? new Waker(happened.Tickets[0].Ticket, Version, Status, Category, ReopenCount, Reopenings, LastWarnedAt, CloseAgreedBy)
                : null,
        };
        return next.Hearing(happened.Tickets.SelectMany(t => t.Messages));
    }

    private Ticket Releasing(TicketEvent.Released released)
    {
        var leaving = released.Tickets.ToHashSet();
        var messages = released.Messages.ToHashSet();
        var absorbed = Absorbed.RemoveAll(a => leaving.Contains(a.Ticket));
        var next = this with { Absorbed = absorbed, Belongings = Together(Own, absorbed) };
        return next.Holding(
            Messages.RemoveAll(m => messages.Contains(m.Message) || (m.Origin is { } origin && leaving.Contains(origin))));
    }

    private Ticket Losing(TicketEvent.MessagesMoved moved)
    {
        var leaving = moved.Messages.ToHashSet();
        return Holding(Messages.RemoveAll(m => leaving.Contains(m.Message))).Having(Own with { Links = [.. Own.Links, moved.Into] });
    }

    // Messages that were written elsewhere take their place by their instants; those that are known come in their newer form.
    private Ticket Hearing(IEnumerable<TicketEntry> entries)
    {
        TicketEntry[] heard = [.. entries];
        var known = heard.Select(m => m.Message).ToHashSet();
        return Holding([.. Messages.Where(m => !known.Contains(m.Message)).Concat(heard).OrderBy(m => m.At)]);
    }

    // What came or went with others: the clocks say what the messages say, so that what comes and goes again leaves no trace.
    private Ticket Holding(ImmutableList<TicketEntry> messages)
    {
        var asked = messages.FindLast(m => m.IsFromCustomer)?.At;
        var answered = messages.FindLast(m => m.IsAnswer)?.At;
        return this with
        {
            Messages = messages,
            LastCustomerMessageAt = asked,
            LastReplyAt = answered,
            LastHumanMessageAt = NodaTime.Instant.Max(
                CreatedAt, NodaTime.Instant.Max(asked ?? NodaTime.Instant.MinValue, answered ?? NodaTime.Instant.MinValue)),
        };
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
            Named = Named.Contains((erasure.Person.Kind, erasure.Person.Key))
                ? Named.Remove((erasure.Person.Kind, erasure.Person.Key)).Add((erasure.Pseudonym.Kind, erasure.Pseudonym.Key))
                : Named,
            LastRating = LastRating is { } rating ? erasure.Apply(rating) : null,
        };
        return next with { Belongings = next.Together(next.Own, absorbed) };
    }
}
