using Helpdesk.Core.Conditions;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets.Fields;
using NodaTime;

namespace Helpdesk.Core.Tickets;

/// <summary>What the fields of <see cref="TicketFields"/> hold at one moment. Immutable.</summary>
/// <param name="BeforeEvent">The ticket before the event at hand; null for a ticket that begins.</param>
/// <param name="Ticket">The ticket as it is now.</param>
/// <param name="Message">The message at hand, if the event is one.</param>
/// <param name="Kind">What sort of message that is.</param>
/// <param name="Now">The moment of the evaluation.</param>
public sealed record TicketFieldValues(
    Ticket? BeforeEvent,
    Ticket Ticket,
    InboundMessage? Message,
    MessageKind Kind,
    Instant Now) : IFieldValues
{
    /// <summary>The requester's contact, if the host knows it.</summary>
    public ContactCard? Contact { get; init; }

    /// <summary>The event of an SLA clock at hand, if the event is one.</summary>
    public TicketEvent? Clock { get; init; }

    /// <inheritdoc />
    public FieldValue? Current(string field) => Of(Ticket, field) ?? OfMessage(field) ?? OfContact(field) ?? OfClock(field);

    /// <inheritdoc />
    public FieldValue? Before(string field) => BeforeEvent is null ? null : Of(BeforeEvent, field) ?? OfContact(field);

    private static FieldValue? Of(Ticket ticket, string field) => field switch
    {
        "ticket.type" => Text(ticket.Type?.Value),
        "ticket.tier" => new FieldValue.Number(ticket.Tier),
        "ticket.subjects" => new FieldValue.TextSet([.. ticket.Subjects.Select(s => s.ToString())]),
        "ticket.links" => new FieldValue.TextSet([.. ticket.Links.Select(l => TicketFields.NameOf(l.Type)).Distinct()]),
        "ticket.followers" => new FieldValue.TextSet([.. ticket.Followers.Select(f => f.Agent.Value)]),
        "rating.score" => ticket.LastRating is { } rating ? new FieldValue.Number(rating.Score) : null,
        "rating.comment" => Text(ticket.LastRating?.Comment),
        "rating.agent" => Text(ticket.LastRating?.Agent.Value),
        "ticket.subject" => Text(ticket.Subject),
        "ticket.status" => Text(ticket.Status.Value),
        "ticket.category" => Text(TicketFields.NameOf(ticket.Category)),
        "ticket.priority" => Text(TicketFields.NameOf(ticket.Priority)),
        "ticket.department" => Text(ticket.Department.Value),
        "ticket.assignee" => Text(ticket.Assignee?.Value),
        "ticket.tags" => new FieldValue.TextSet(ticket.Tags),
        "ticket.channel" => Text(ticket.Channel.Channel),
        "ticket.account" => Text(ticket.Channel.Account),
        "ticket.createdAt" => Moment(ticket.CreatedAt),
        "ticket.statusSince" => Moment(ticket.StatusSince),
        "ticket.lastCustomerMessageAt" => Moment(ticket.LastCustomerMessageAt),
        "ticket.lastReplyAt" => Moment(ticket.LastReplyAt),
        "ticket.messageCount" => new FieldValue.Number(ticket.MessageCount),
        "ticket.reopenCount" => new FieldValue.Number(ticket.ReopenCount),
        "requester.address" => Text(ticket.Requester.Key),
        "requester.name" => Text(ticket.Requester.DisplayName),
        "requester.domain" => Text(ticket.Requester.Domain),
        _ when field.StartsWith(CustomFieldSchema.TicketPrefix, StringComparison.Ordinal) =>
            ticket.Fields.GetValueOrDefault(field[CustomFieldSchema.TicketPrefix.Length..]),
        _ => null,
    };

    private static FieldValue.Text? Text(string? text) => string.IsNullOrEmpty(text) ? null : new FieldValue.Text(text);

    private static FieldValue.Moment? Moment(Instant? at) => at is { } instant ? new FieldValue.Moment(instant) : null;

    private FieldValue? OfContact(string field) => Contact is null ? null : field switch
    {
        "requester.contact" => Text(Contact.Id),
        "requester.company" => Text(Contact.CompanyId),
        _ when field.StartsWith(CustomFieldSchema.ContactPrefix, StringComparison.Ordinal) =>
            Contact.Fields.GetValueOrDefault(field[CustomFieldSchema.ContactPrefix.Length..]),
        _ when field.StartsWith(CustomFieldSchema.CompanyPrefix, StringComparison.Ordinal) =>
            Contact.CompanyFields.GetValueOrDefault(field[CustomFieldSchema.CompanyPrefix.Length..]),
        _ => null,
    };

    private FieldValue.Text? OfClock(string field) => (field, Clock) switch
    {
        ("sla.policy", TicketEvent.SlaWarned warned) => Text(warned.Policy?.Value),
        ("sla.policy", TicketEvent.SlaBreached breached) => Text(breached.Policy?.Value),
        ("sla.policy", TicketEvent.SlaFulfilled fulfilled) => Text(fulfilled.Policy.Value),
        ("sla.policy", TicketEvent.SlaApplied applied) => Text(applied.Policy.Value),
        ("sla.metric", TicketEvent.SlaWarned warned) => Text(warned.Metric),
        ("sla.metric", TicketEvent.SlaBreached breached) => Text(breached.Metric),
        ("sla.metric", TicketEvent.SlaFulfilled fulfilled) => Text(fulfilled.Metric),
        ("sla.level", TicketEvent.SlaWarned warned) => Text(warned.Level),
        _ => null,
    };

    private FieldValue? OfMessage(string field) => Message is null ? null : field switch
    {
        "message.kind" => Text(TicketFields.NameOf(Kind)),
        "message.from" => Text(Message.From.Key),
        "message.subject" => Text(Message.Subject),
        "message.text" => Text(Message.Text),
        "message.hasAttachments" => new FieldValue.Flag(Message.Attachments.Count > 0),
        _ => null,
    };
}
