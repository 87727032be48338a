using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Sla;

/// <summary>
/// Keeps the clocks of a ticket: a pure fold over its events. Met means elapsed ≤ target, judged when an event fulfils a
/// clock, never by comparing instants; changing the policy, the priority or the hours keeps the time already used. Thread-safe.
/// </summary>
public static class SlaTimekeeper
{
    /// <summary>The clocks after more events of a ticket, all of one cause and one moment.</summary>
    /// <param name="state">The clocks before.</param>
    /// <param name="before">The ticket before the events; null for one that begins.</param>
    /// <param name="after">The ticket after them.</param>
    /// <param name="events">The events, in order, at least one.</param>
    /// <param name="values">The fields after the events, for the choice of the policy.</param>
    /// <param name="policies">The policies.</param>
    /// <exception cref="ArgumentException">There are no events.</exception>
    public static SlaAdvance Advance(
        SlaState state,
        Ticket? before,
        Ticket after,
        IReadOnlyList<RecordedEvent> events,
        IFieldValues values,
        SlaPolicySet policies)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(policies);
        if (events.Count == 0)
        {
            throw new ArgumentException("Clocks advance by events.", nameof(events));
        }

        var (policy, choice) = policies.Choose(values);
        var (result, news) = Fold(state, before?.Category, after.Priority, events, policy, policies, null);
        if (policy.Id != (state.Policy ?? SlaPolicySet.InternalId))
        {
            news = [new TicketEvent.SlaApplied(policy.Id), .. news];
        }

        return new SlaAdvance(result, news, choice with { Steps = [.. choice.Steps, .. result.Clocks.Where(c => c.Target is not null).Select(SlaText.Describe)] });
    }

    /// <summary>What has come up to a moment and is not in the stream yet: warnings and breaches, with their true instants.</summary>
    /// <param name="state">The clocks.</param>
    /// <param name="at">The moment; a warning of that very moment has come, a breach comes with the first moment after its edge.</param>
    /// <param name="policies">The policies.</param>
    public static IReadOnlyList<TicketEvent> Due(SlaState state, Instant at, SlaPolicySet policies)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(policies);
        var fold = new SlaFold(policies, state, null);
        fold.Catch(at);
        return fold.News;
    }

    /// <summary>The fold with the policy known, and nothing explained.</summary>
    /// <param name="state">The clocks before.</param>
    /// <param name="category">The category before the events; null for a ticket that begins.</param>
    /// <param name="priority">The priority after them.</param>
    /// <param name="events">The events, in order, of one cause and one moment.</param>
    /// <param name="policy">The policy that applies after them.</param>
    /// <param name="policies">All policies.</param>
    /// <param name="past">Gets every cycle that another one follows.</param>
    internal static (SlaState State, IReadOnlyList<TicketEvent> News) Fold(
        SlaState state,
        StatusCategory? category,
        Priority priority,
        IReadOnlyList<RecordedEvent> events,
        SlaPolicy policy,
        SlaPolicySet policies,
        List<SlaClock>? past)
    {
        var fold = new SlaFold(policies, state, category, past);
        var edit = policy.OnEdit;
        for (var i = 0; i < events.Count; i++)
        {
            fold.Know(events[i].Event);
            edit = events[i].Event is TicketEvent.SlaReviewed reviewed ? reviewed.Mode : edit;
        }

        fold.Catch(events[0].At);
        var inOrder = InOrder(category, events);
        for (var i = 0; i < inOrder.Count; i++)
        {
            fold.Apply(inOrder[i], policy, priority);
        }

        fold.Promise(policy, priority, events[^1].At, edit);
        return (fold.State(policy.Id), fold.News);
    }

    // An answer that reopens a ticket is an answer to one that is open: the stream has the answer first.
    private static IReadOnlyList<RecordedEvent> InOrder(StatusCategory? before, IReadOnlyList<RecordedEvent> events) =>
        IsDone(before) && events.Any(e => e.Event is TicketEvent.ReplySent)
            && events.FirstOrDefault(e => e.Event is TicketEvent.StatusChanged to && !IsDone(to.Category)) is { } reopening
                ? [reopening, .. events.Where(e => !ReferenceEquals(e, reopening))]
                : events;

    private static bool IsDone(StatusCategory? category) => category is StatusCategory.Resolved or StatusCategory.Closed;
}
