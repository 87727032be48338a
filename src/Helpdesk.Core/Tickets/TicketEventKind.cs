using System.Diagnostics;

namespace Helpdesk.Core.Tickets;

/// <summary>The names by which rules are woken.</summary>
public static class TicketEventKind
{
    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "ticket.created", "message.received", "reply.sent", "note.added", "status.changed", "ticket.assigned",
        "ticket.unassigned", "ticket.transferred", "priority.changed", "tags.changed", "close.warned", "sla.breached",
    ];

    /// <summary>The name of an event's kind; one of <see cref="All"/>.</summary>
    public static string Of(TicketEvent happened) => happened switch
    {
        TicketEvent.Opened => "ticket.created",
        TicketEvent.MessageReceived => "message.received",
        TicketEvent.ReplySent => "reply.sent",
        TicketEvent.NoteAdded => "note.added",
        TicketEvent.StatusChanged => "status.changed",
        TicketEvent.Assigned => "ticket.assigned",
        TicketEvent.Unassigned => "ticket.unassigned",
        TicketEvent.Transferred => "ticket.transferred",
        TicketEvent.PriorityChanged => "priority.changed",
        TicketEvent.Tagged or TicketEvent.Untagged => "tags.changed",
        TicketEvent.CloseWarned => "close.warned",
        TicketEvent.SlaBreached => "sla.breached",
        _ => throw new UnreachableException(),
    };
}
