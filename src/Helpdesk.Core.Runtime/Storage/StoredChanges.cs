using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
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

    /// <summary>
    /// Under what messages are found from now on: those of an outcome by their ids, their conversations and the ids that they refer to; those
    /// that left, which a store may not have, by the ids that they were given outside.
    /// </summary>
    public static IEnumerable<(MessageId Message, EvidenceKind Kind, string Id)> ThreadIds(Outcome.Changed outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return outcome.Messages.SelectMany(ThreadIds).Concat(outcome.Events.SelectMany(ThreadIds).Distinct());
    }

    /// <summary>Under what a message is found by what it says itself.</summary>
    public static IEnumerable<(MessageId Message, EvidenceKind Kind, string Id)> ThreadIds(TicketMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Conversations.Matching.ThreadIds.Of(message).Select(known => (message.Id, known.Kind, known.Id));
    }

    /// <summary>Under what a message is found by an event: by the ids that it was given when it left.</summary>
    public static IEnumerable<(MessageId Message, EvidenceKind Kind, string Id)> ThreadIds(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return recorded.Event is not TicketEvent.DeliveryChanged { News: { Channel: { } channel } news } ? []
            : news.ExternalIds.Select(id => (news.Message, EvidenceKind.ExternalId, Conversations.Matching.ThreadIds.Of(channel, id))).Where(g => g.Item3.Length > 0);
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
