using Helpdesk.Core.Engine;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Privacy;
using NodaTime;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>What an outcome does to things that are stored already; every store has to carry it out.</summary>
public static class StoredChanges
{
    /// <summary>
    /// The stored messages whose ticket is this one from now on: those that were split off to it, and those that came in for it while it was
    /// merged.
    /// </summary>
    public static IReadOnlyList<MessageId> MovedHere(Outcome.Changed outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return
        [
            .. outcome.Events.SelectMany(e => e.Event switch
            {
                TicketEvent.MessagesTaken taken => taken.Entries,
                TicketEvent.Unmerged unmerged => unmerged.Regained,
                _ => [],
            }).Select(m => m.Message),
        ];
    }

    /// <summary>
    /// The erasures to carry out on what is stored of the ticket: the whole stream with the events just added, its messages with
    /// their attachments, what waits to leave for the person; explanations and kept features go.
    /// </summary>
    public static IReadOnlyList<Erasure> Erasures(Outcome.Changed outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return
        [
            .. outcome.Events.Select(e => e.Event).OfType<TicketEvent.PersonErased>()
                .Where(e => e.Person is not null).Select(e => new Erasure(e.Person!, e.Pseudonym)),
        ];
    }

    /// <summary>The ids that messages were given outside when they left: each is found by them from now on, as by its own.</summary>
    public static IReadOnlyList<(MessageId Message, string ExternalId)> NewExternalIds(Outcome.Changed outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return
        [
            .. outcome.Events.Select(e => e.Event).OfType<TicketEvent.DeliveryChanged>()
                .SelectMany(e => e.News.ExternalIds.Where(id => id.Length > 0).Select(id => (e.News.Message, id))),
        ];
    }

    /// <summary>The automatic messages that leave by an outcome: who gets them, and when.</summary>
    public static IReadOnlyList<(Address To, Instant At)> Notices(Outcome.Changed outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var leaving = outcome.Effects.Where(e => e is { IsAutomatic: true, Call: null }).Select(e => e.Id).ToHashSet();
        return leaving.Count == 0 ? [] : [.. outcome.Messages.Where(m => leaving.Contains(m.Id)).SelectMany(m => m.To.Select(to => (to, m.At)))];
    }

    /// <summary>Whether an event tells how SLA promises were kept: <see cref="IHelpdeskStore.ReadSlaEventsAsync"/> gives it.</summary>
    public static bool TellsOfSla(TicketEvent happened) =>
        happened is TicketEvent.SlaBreached or TicketEvent.SlaFulfilled or TicketEvent.SlaReviewed;
}
