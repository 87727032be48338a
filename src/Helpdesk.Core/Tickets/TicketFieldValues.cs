using Helpdesk.Core.Conditions;
using Helpdesk.Core.Conversations.Replies;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Tickets.Fields;
using NodaTime;

namespace Helpdesk.Core.Tickets;

/// <summary>What the fields of <see cref="TicketFields"/> hold at one moment. Immutable.</summary>
/// <param name="BeforeEvent">The ticket before the event at hand; null for a ticket that begins.</param>
/// <param name="Ticket">The ticket as it is now.</param>
/// <param name="Message">The message at hand, if the event is one.</param>
/// <param name="Kind">What sort of message that is.</param>
/// <param name="Now">The moment of the evaluation.</param>
public sealed partial record TicketFieldValues(
    Ticket? BeforeEvent,
    Ticket Ticket,
    InboundMessage? Message,
    MessageKind Kind,
    Instant Now) : IFieldValues
{
    private static readonly FieldValue.Flag Yes = new(Value: true);
    private static readonly FieldValue.Flag No = new(Value: false);

    /// <summary>The requester's contact, if the host knows it.</summary>
    public ContactCard? Contact { get; init; }

    /// <summary>The event of an SLA clock at hand, if the event is one.</summary>
    public TicketEvent? Clock { get; init; }

    /// <summary>The events at hand, of one cause and one moment; none where a ticket is only looked at.</summary>
    public IReadOnlyList<RecordedEvent> Events { get; init; } = [];

    /// <summary>What became of the message that begins the ticket; null when it does not begin now.</summary>
    public SpamDecision? Spam { get; init; }

    /// <summary>Where the ticket stands with its promises, if anybody looked.</summary>
    public TicketPromise? Promise { get; init; }

    /// <inheritdoc />
    public IFieldValues? Earlier => BeforeEvent is null ? null : new TicketFieldValues(null, BeforeEvent, null, Kind, Now) { Contact = Contact };

    /// <inheritdoc />
    public FieldValue? Current(string field) =>
        Of(Ticket, field) ?? OfMessage(field) ?? OfContact(field) ?? OfPromise(field) ?? OfEvents(field);

    /// <inheritdoc />
    public FieldValue? Before(string field) => BeforeEvent is null ? null : Of(BeforeEvent, field) ?? OfContact(field);

    private static FieldValue.Text? Text(string? text) => string.IsNullOrEmpty(text) ? null : new FieldValue.Text(text);

    private static FieldValue.Moment? Moment(Instant? at) => at is { } instant ? new FieldValue.Moment(instant) : null;

    private static FieldValue.TextSet Keys(IEnumerable<Address> addresses) => new([.. addresses.Select(a => a.Key)]);

    // What stays as it is across the event: a contact, and the clock of the wall.
    private FieldValue? OfContact(string field) => field switch
    {
        "clock.now" => new FieldValue.Moment(Now),
        _ when Contact is null => null,
        "requester.contact" => Text(Contact.Id),
        "requester.company" => Text(Contact.CompanyId),
        _ when field.StartsWith(CustomFieldSchema.ContactPrefix, StringComparison.Ordinal) =>
            Contact.Fields.GetValueOrDefault(field[CustomFieldSchema.ContactPrefix.Length..]),
        _ when field.StartsWith(CustomFieldSchema.CompanyPrefix, StringComparison.Ordinal) =>
            Contact.CompanyFields.GetValueOrDefault(field[CustomFieldSchema.CompanyPrefix.Length..]),
        _ => null,
    };

    private FieldValue? OfPromise(string field) => (field, Clock) switch
    {
        ("sla.state", _) => Text(Promise?.State),
        ("sla.dueAt", _) => Moment(Promise?.DueAt),
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
        "message.kind" => TicketFields.ValueOf(Kind),
        "message.isFirst" => BeforeEvent is null ? Yes : No,
        "message.from" => Text(Message.From.Key),
        "message.to" => Keys(Message.To),
        "message.cc" => Keys(Message.Cc),
        "message.replyTo" => Keys(Message.ReplyTo),
        "message.subject" => Text(Message.Subject),
        "message.text" => Text(Message.Text),
        "message.newText" => Text(ReplyView.Of(Message).NewText),
        "message.sentAt" => Moment(Message.SentAt),
        "message.hasAttachments" => Message.Attachments.Count > 0 ? Yes : No,
        "message.attachmentCount" => new FieldValue.Number(Message.Attachments.Count),
        "message.attachmentNames" => new FieldValue.TextSet([.. Message.Attachments.Select(a => a.Name).Where(n => n.Length > 0)]),
        "message.attachmentTypes" => new FieldValue.TextSet([.. Message.Attachments.Select(a => a.MediaType).Where(t => t.Length > 0)]),
        "message.flags" => new FieldValue.TextSet(Message.Flags),
        "message.spamProbability" => Spam is { } spam ? new FieldValue.Number(spam.Verdict.Probability) : null,
        "message.serverVerdict" => Text(Spam?.Server switch { SpamClass.Spam => "spam", SpamClass.Ham => "ham", _ => null }),
        _ => null,
    };
}
