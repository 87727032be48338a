using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using Helpdesk.Core.Tickets.Privacy;
using NodaTime;

namespace Helpdesk.Core.Engine;

public sealed partial class HelpdeskEngine
{
    /// <summary>What an actor can do with a ticket, and why not the rest.</summary>
    /// <returns>Null when the ticket obeys a lifecycle that is not configured.</returns>
    public Possibilities? Ask(TicketState state, Actor by, Instant at, Surroundings around)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(around);
        var ticket = state.Ticket;
        var place = new WorkPlace(_configuration, around) { At = at, Cause = "" };
        if (place.ContextOf(ticket, by) is not { } context)
        {
            return null;
        }

        var values = place.On(state.Id, state).Values();
        var permitted = ticket.Permitted(context);
        var refused = new Dictionary<TriggerId, IReadOnlyList<Fault>>();
        foreach (var trigger in context.Lifecycle.Triggers.Where(t => !permitted.Contains(t)))
        {
            Fault[] reasons = [.. ticket.WhyNot(trigger, context).Where(IsTelling).Select(o => new Fault(o.Code, o.Sentence, o.Guard))];
            if (reasons.Length > 0)
            {
                refused[trigger] = reasons;
            }
        }

        return new Possibilities([.. permitted], refused, ticket.FieldStates(context))
        {
            Macros = [.. _configuration.Macros.Where(m => m.When.Evaluate(values))],
        };
    }

    /// <summary>A ticket as customers see it.</summary>
    /// <param name="state">The ticket.</param>
    /// <param name="messages">Its messages.</param>
    /// <param name="at">The moment.</param>
    /// <param name="around">What is known beside the ticket.</param>
    /// <returns>Null when the ticket obeys a lifecycle that is not configured.</returns>
    public CustomerTicket? Show(TicketState state, IReadOnlyList<TicketMessage> messages, Instant at, Surroundings around)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(around);
        var by = new Actor.Customer(state.Ticket.Requester);
        return new WorkPlace(_configuration, around) { At = at, Cause = "" }.ContextOf(state.Ticket, by) is { } context
            ? CustomerTicket.Of(state.Ticket, messages, context, id => _configuration.Agents.FirstOrDefault(a => a.Id == id)?.Name)
            : null;
    }

    // That a status does not know a trigger is no news.
    /// <summary>
    /// Where an answer may go: first where it goes by itself, then the other ways by which customers of the ticket wrote, the last one first.
    /// </summary>
    /// <param name="state">The ticket.</param>
    /// <param name="messages">Its messages.</param>
    public IReadOnlyList<ReplyWay> Ways(TicketState state, IReadOnlyList<TicketMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(messages);
        var work = new WorkPlace(_configuration, Surroundings.None) { At = state.Ticket.CreatedAt, Cause = "" }.On(state.Id, state);
        var ways = new List<ReplyWay> { new(null, state.Reply, work.Answered()) };
        var known = ReplyPoints.KeyOf(state.Reply with { Writer = state.Reply.Writer ?? state.Ticket.Requester });
        foreach (var message in messages.Reverse())
        {
            foreach (var point in _points.Of(state.Ticket, [message]).Where(p => ReplyPoints.KeyOf(p) != known && ways.TrueForAll(w => ReplyPoints.KeyOf(w.Point) != ReplyPoints.KeyOf(p))))
            {
                work.ReplyTo(point);
                ways.Add(new ReplyWay(message.Id, point, work.Answered()));
            }
        }

        return ways;
    }

    private static bool IsTelling(TransitionOutcome outcome) => outcome.Code != "not-permitted";
}
