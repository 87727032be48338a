using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>One cause in a random story: when it comes, and what happens.</summary>
/// <param name="Wait">How long after the one before; below nothing until something: -1 the next due time, -2 a second after it,
/// -3 the next wake-up, -4 the end of the open stretch.</param>
/// <param name="Events">What happens, and by whom.</param>
internal sealed record SlaStep(int Wait, IReadOnlyList<(TicketEvent Event, Actor By)> Events)
{
    public override string ToString() => $"after {Wait}: {string.Join(" + ", Events.Select(e => $"{Brief(e.Event)} by {e.By.Kind}"))}";

    private static string Brief(TicketEvent happened) => happened switch
    {
        TicketEvent.Opened o => $"opened {o.Category}",
        TicketEvent.StatusChanged s => $"status {s.Category}",
        TicketEvent.LifecycleChanged l => $"lifecycle {l.Category}",
        TicketEvent.MessageReceived m => $"message {m.Kind}",
        TicketEvent.ReplySent => "reply",
        _ => happened.ToString(),
    };
}
