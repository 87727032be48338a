using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tickets.Fields;

namespace Helpdesk.Core.Tickets;

/// <content>What the events at hand hold.</content>
public sealed partial record TicketFieldValues
{
    private static readonly string[] Changeable =
    [
        "ticket.subject", "ticket.status", "ticket.category", "ticket.priority", "ticket.department", "ticket.type", "ticket.tier",
        "ticket.assignee", "ticket.tags", "ticket.subjects", "ticket.links", "ticket.followers", "ticket.participants",
        "ticket.postponedUntil", "rating.score", "rating.comment",
    ];

    private FieldValue? OfEvents(string field) => Events.Count == 0 ? null : field switch
    {
        "event.kind" => new FieldValue.TextSet([.. Events.Select(e => TicketEventKind.Of(e.Event)).Distinct()]),
        "event.actor" => Events[^1].By is Actor.Agent agent ? Text(agent.Id.Value) : null,
        "event.actorKind" => Text(TicketFields.NameOf(Events[^1].By.Kind)),
        "event.channel" => Text(Message?.Channel.Channel),
        "event.trigger" => Text(Events.Select(e => e.Event).OfType<TicketEvent.StatusChanged>().LastOrDefault()?.Trigger.Value),
        "event.changed" => new FieldValue.TextSet(Changed()),
        _ => null,
    };

    private string[] Changed()
    {
        var custom = Ticket.Fields.Keys.Concat(BeforeEvent?.Fields.Keys ?? []).Distinct().Select(name => CustomFieldSchema.TicketPrefix + name);
        return [.. Changeable.Concat(custom).Where(HasChanged)];
    }

    private bool HasChanged(string field) =>
        !Comparer.Same(BeforeEvent is null ? null : Of(BeforeEvent, field), Of(Ticket, field), StringComparison.OrdinalIgnoreCase);
}
