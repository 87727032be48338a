using System.Diagnostics;

namespace Helpdesk.Core.Tickets;

/// <summary>The names by which rules are woken.</summary>
public static class TicketEventKind
{
    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "ticket.created", "message.received", "reply.sent", "note.added", "status.changed", "ticket.assigned",
        "ticket.unassigned", "ticket.transferred", "priority.changed", "tags.changed", "close.warned",
        "sla.applied", "sla.warned", "sla.breached", "sla.fulfilled", "sla.reviewed",
        "type.changed", "fields.changed", "lifecycle.changed", "followers.changed", "subjects.changed", "participants.changed", "message.forwarded", "ticket.escalated",
        "ticket.rated", "links.changed", "close.agreed", "ticket.merged", "ticket.absorbed", "ticket.unmerged", "ticket.released",
        "ticket.split", "messages.taken", "person.erased", "timer.refused",
        "postponement.changed", "delivery.changed", "delivery.failed", "call.changed", "rule.due", "rule.fired", "automation.denied", "macro.run",
    ];

    /// <summary>The name of an event's kind; one of <see cref="All"/>.</summary>
    public static string Of(TicketEvent happened) => happened switch
    {
        TicketEvent.Opened => "ticket.created",
        TicketEvent.MessageReceived { IsInternal: true } => "note.added",
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
        TicketEvent.SlaApplied => "sla.applied",
        TicketEvent.SlaWarned => "sla.warned",
        TicketEvent.SlaBreached => "sla.breached",
        TicketEvent.SlaFulfilled => "sla.fulfilled",
        TicketEvent.SlaReviewed => "sla.reviewed",
        TicketEvent.TypeChanged => "type.changed",
        TicketEvent.FieldsChanged => "fields.changed",
        TicketEvent.LifecycleChanged => "lifecycle.changed",
        TicketEvent.Followed or TicketEvent.Unfollowed => "followers.changed",
        TicketEvent.SubjectAdded or TicketEvent.SubjectRemoved => "subjects.changed",
        TicketEvent.ParticipantAdded or TicketEvent.ParticipantRemoved => "participants.changed",
        TicketEvent.Forwarded => "message.forwarded",
        TicketEvent.Escalated => "ticket.escalated",
        TicketEvent.Rated => "ticket.rated",
        TicketEvent.Linked or TicketEvent.Unlinked => "links.changed",
        TicketEvent.CloseAgreed => "close.agreed",
        TicketEvent.MergedInto => "ticket.merged",
        TicketEvent.Absorbed => "ticket.absorbed",
        TicketEvent.Unmerged => "ticket.unmerged",
        TicketEvent.Released => "ticket.released",
        TicketEvent.MessagesMoved => "ticket.split",
        TicketEvent.MessagesTaken => "messages.taken",
        TicketEvent.PersonErased => "person.erased",
        TicketEvent.TimerRefused => "timer.refused",
        TicketEvent.PostponementChanged => "postponement.changed",
        TicketEvent.DeliveryChanged { News.State: Messages.DeliveryState.Failed or Messages.DeliveryState.Unsure } => "delivery.failed",
        TicketEvent.DeliveryChanged => "delivery.changed",
        TicketEvent.CallChanged => "call.changed",
        TicketEvent.RuleDue => "rule.due",
        TicketEvent.RuleFired => "rule.fired",
        TicketEvent.AutomationDenied => "automation.denied",
        TicketEvent.MacroRun => "macro.run",
        _ => throw new UnreachableException(),
    };
}
