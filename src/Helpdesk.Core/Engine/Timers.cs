using Helpdesk.Core.Rules;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;

namespace Helpdesk.Core.Engine;

/// <summary>Solves for the instants at which something becomes true for a ticket.</summary>
internal static class Timers
{
    public static IReadOnlyList<TicketTimer> Of(TicketState state, HelpdeskConfiguration configuration, ContactCard? contact, Instant from)
    {
        var ticket = state.Ticket;
        var timers = new List<TicketTimer>();
        if (state.Sla.NextWakeAt is { } at)
        {
            timers.Add(new TicketTimer(TimerKind.Sla, at));
        }

        if (TimeRules.Ahead(configuration.Rules, ticket, contact, from) is [var next, ..])
        {
            timers.Add(new TicketTimer(TimerKind.Rule, next.At));
        }

        if (ticket is { Category: StatusCategory.Postponed, PostponedUntil: { } until })
        {
            timers.Add(new TicketTimer(TimerKind.Wake, until));
        }

        if (ticket.AutoClose(configuration.PolicyOf(ticket)) is { } silence)
        {
            timers.Add(new TicketTimer(TimerKind.AutoClose, silence.CloseAt));
            if (silence.WarnAt is { } warn)
            {
                timers.Add(new TicketTimer(TimerKind.WarnOfClosing, warn));
            }
        }

        if (OfStatus(ticket, configuration) is { } timer)
        {
            timers.Add(new TicketTimer(TimerKind.Status, ticket.StatusSince + timer.After));
        }

        return [.. timers.Where(t => !ticket.SpentTimers.Contains(t.Kind.ToString()))];
    }

    /// <summary>The timer that the lifecycle gives to the ticket's status.</summary>
    public static LifecycleTimer? OfStatus(Ticket ticket, HelpdeskConfiguration configuration) =>
        configuration.Lifecycles.Find(ticket.LifecycleVersion)?.TimerOf(ticket.Status);
}
