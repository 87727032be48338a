using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Engine;

/// <summary>Solves for the instants at which something becomes true for a ticket.</summary>
internal static class Timers
{
    public static IReadOnlyList<TicketTimer> Of(TicketState state, TicketPolicy policy)
    {
        var timers = new List<TicketTimer>();
        foreach (var (metric, at) in state.Sla.Breaches)
        {
            timers.Add(new TicketTimer(KindOf(metric), at));
        }

        if (state.Ticket is { Category: StatusCategory.Postponed, PostponedUntil: { } until })
        {
            timers.Add(new TicketTimer(TimerKind.Wake, until));
        }

        if (state.Ticket.AutoClose(policy) is { } silence)
        {
            timers.Add(new TicketTimer(TimerKind.AutoClose, silence.CloseAt));
            if (silence.WarnAt is { } warn)
            {
                timers.Add(new TicketTimer(TimerKind.WarnOfClosing, warn));
            }
        }

        return timers;
    }

    public static SlaMetric? MetricOf(TimerKind kind) => kind switch
    {
        TimerKind.FirstReplyBreach => SlaMetric.FirstReply,
        TimerKind.ResolutionBreach => SlaMetric.Resolution,
        _ => null,
    };

    private static TimerKind KindOf(SlaMetric metric) =>
        metric == SlaMetric.FirstReply ? TimerKind.FirstReplyBreach : TimerKind.ResolutionBreach;
}
