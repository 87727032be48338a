using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Sla;

/// <summary>All cycles of a ticket, from its stream. Immutable.</summary>
/// <param name="State">The clocks at the end.</param>
/// <param name="Past">The cycles that others followed, in the order of their ends.</param>
public sealed record SlaHistory(SlaState State, IReadOnlyList<SlaClock> Past)
{
    /// <summary>Folds a stream with the policies that were chosen then, as the stream has them.</summary>
    /// <param name="stream">All events of the ticket, in order.</param>
    /// <param name="policies">The policies.</param>
    /// <param name="contact">The requester's contact, for what a forced review chose.</param>
    public static SlaHistory Read(IReadOnlyList<RecordedEvent> stream, SlaPolicySet policies, ContactCard? contact = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(policies);
        var repaired = stream.Count - 1;
        while (repaired >= 0 && stream[repaired].Event is not TicketEvent.SlaReviewed { Mode: SlaEdit.Forced })
        {
            repaired--;
        }

        return Fold(
            stream,
            policies,
            (state, before, after, events) => events[0].Version <= repaired + 1
                ? Chosen(policies, before, after, events, contact)
                : policies.Find(events.Select(e => e.Event).OfType<TicketEvent.SlaApplied>().LastOrDefault()?.Policy ?? state.Policy),
            [],
            repaired + 1);
    }

    /// <summary>What a forced review does: measures everything anew, and has every result recorded again.</summary>
    /// <exception cref="ArgumentException">The stream is not whole.</exception>
    internal static SlaAdvance Repair(SlaState state, IReadOnlyList<RecordedEvent> stream, SlaPolicySet policies, ContactCard? contact)
    {
        if (stream.Count == 0 || stream[^1].Version != stream.Count)
        {
            throw new ArgumentException("A forced review needs the whole stream of the ticket.", nameof(stream));
        }

        var news = new List<TicketEvent>();
        var rebuilt = Rebuild(stream, policies, contact, news).State;
        TicketEvent[] results = [.. news.Where(e => e is TicketEvent.SlaFulfilled or TicketEvent.SlaBreached)];
        return new SlaAdvance(
            rebuilt,
            rebuilt.Policy is { } policy && policy != (state.Policy ?? SlaPolicySet.InternalId) ? [new TicketEvent.SlaApplied(policy), .. results] : results,
            new Trace("sla", "rebuilt", "Everything was measured anew from the first event.") { Steps = [.. rebuilt.Clocks.Where(c => c.Target is not null).Select(SlaText.Describe)] });
    }

    private static SlaHistory Rebuild(
        IReadOnlyList<RecordedEvent> stream, SlaPolicySet policies, ContactCard? contact, List<TicketEvent> news)
    {
        ArgumentNullException.ThrowIfNull(policies);
        return Fold(
            stream,
            policies,
            (_, before, after, events) => Chosen(policies, before, after, events, contact),
            news,
            stream.Count);
    }

    private static SlaPolicy Chosen(SlaPolicySet policies, Ticket? before, Ticket after, IReadOnlyList<RecordedEvent> events, ContactCard? contact) =>
        policies.Choose(new TicketFieldValues(before, after, null, default, events[^1].At) { Contact = contact }).Policy;

    private static SlaHistory Fold(
        IReadOnlyList<RecordedEvent> stream,
        SlaPolicySet policies,
        Func<SlaState, Ticket?, Ticket, IReadOnlyList<RecordedEvent>, SlaPolicy> choose,
        List<TicketEvent> news,
        int forgotten)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(policies);
        var (state, past) = (SlaState.Empty, new List<SlaClock>());
        Ticket? ticket = null;
        for (var first = 0; first < stream.Count;)
        {
            var end = EndOfBatch(stream, first);
            RecordedEvent[] batch = [.. stream.Skip(first).Take(end - first)];
            var before = ticket;
            foreach (var recorded in batch)
            {
                ticket = ticket is null ? Ticket.Replay([recorded]) : ticket.Evolve(recorded);
            }

            first = end;
            batch = [.. batch.Where(e => e.Version > forgotten || !IsTold(e.Event))];
            if (batch.Length == 0)
            {
                continue; // a timer that rang for a promise which was never made, as we know since
            }

            (state, var told) = SlaTimekeeper.Fold(
                state, before?.Category, ticket!.Priority, batch, choose(state, before, ticket, batch), policies, past);
            news.AddRange(told);
        }

        return new SlaHistory(state, past);
    }

    // What was recorded together was folded together; what rules made of the clocks' news was folded after them.
    private static int EndOfBatch(IReadOnlyList<RecordedEvent> stream, int first)
    {
        var end = first + 1;
        while (end < stream.Count && stream[end].At == stream[first].At
            && string.Equals(stream[end].CausationId, stream[first].CausationId, StringComparison.Ordinal)
            && (!IsNews(stream[end - 1].Event) || IsNews(stream[end].Event)))
        {
            end++;
        }

        return end;
    }

    // What was told before a repair was told of other promises.
    private static bool IsTold(TicketEvent happened) => happened is TicketEvent.SlaWarned or TicketEvent.SlaBreached;

    private static bool IsNews(TicketEvent happened) => happened is TicketEvent.SlaApplied or TicketEvent.SlaWarned
        or TicketEvent.SlaBreached or TicketEvent.SlaFulfilled;
}
