using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Engine.Simulation;

/// <summary>Something that people or the world did to a ticket, without what the library made of it.</summary>
/// <param name="Id">What identifies the cause.</param>
/// <param name="At">When.</param>
/// <param name="Events">The events in order, at least one.</param>
/// <param name="Message">The message that came in by it, if one did.</param>
/// <param name="Routed">The agent whom routing chose then, if it did.</param>
internal sealed record PastCause(string Id, Instant At, IReadOnlyList<RecordedEvent> Events, InboundMessage? Message, AgentId? Routed)
{
    /// <summary>
    /// The causes of a stream in order. What rules, clocks, routing and timers did is left out: it is worked out again.
    /// </summary>
    public static IEnumerable<PastCause> Of(TicketHistory history)
    {
        var messages = history.Messages.Where(m => m.Direction == MessageDirection.Inbound).ToDictionary(m => m.Id);
        for (var start = 0; start < history.Stream.Count;)
        {
            var first = history.Stream[start];
            var group = history.Stream.Skip(start).TakeWhile(e => e.CausationId == first.CausationId).ToList();
            start += group.Count;
            RecordedEvent[] kept = [.. group.Where((e, i) => !IsDerived(e) && !IsRouted(e, i))];
            if (kept.Length > 0 && !first.CausationId.StartsWith(HelpdeskEngine.TimerCause, StringComparison.Ordinal))
            {
                var message = kept.Select(e => MessageOf(e.Event)).OfType<MessageId>().Where(messages.ContainsKey).Select(m => messages[m]).FirstOrDefault();
                var routed = group.Where(IsRouted).Select(e => ((TicketEvent.Assigned)e.Event).Agent).Cast<AgentId?>().FirstOrDefault();
                yield return new PastCause(first.CausationId, first.At, kept, message is null ? null : Inbound(message), routed);
            }
        }
    }

    private static bool IsDerived(RecordedEvent recorded) => recorded.By is Actor.Rule || recorded.Event
        is TicketEvent.SlaApplied or TicketEvent.SlaWarned or TicketEvent.SlaBreached or TicketEvent.SlaFulfilled
        or TicketEvent.RuleDue or TicketEvent.RuleFired or TicketEvent.AutomationDenied or TicketEvent.TimerRefused;

    // Routing follows something; the system's own command stands first.
    private static bool IsRouted(RecordedEvent recorded, int place) =>
        place > 0 && recorded is { By: Actor.TheSystem, Event: TicketEvent.Assigned };

    private static MessageId? MessageOf(TicketEvent happened) => happened switch
    {
        TicketEvent.MessageReceived received => received.Message,
        TicketEvent.ReplySent sent => sent.Message,
        TicketEvent.NoteAdded note => note.Message,
        _ => null,
    };

    private static InboundMessage Inbound(TicketMessage message) => new()
    {
        Channel = message.Channel,
        DuplicateKey = message.Id.ToString(),
        ExternalId = message.ExternalId,
        References = message.References,
        From = message.From,
        To = message.To,
        Cc = message.Cc,
        Subject = message.Subject,
        Text = message.Text,
        Html = message.Html,
        Attachments = message.Attachments,
        Headers = message.Headers,
        SentAt = message.SentAt,
        Flags = message.Flags,
    };
}
