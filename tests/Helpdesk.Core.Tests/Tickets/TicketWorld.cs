using Helpdesk.Core.Conditions;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Fields;
using Helpdesk.Core.Tickets.Lifecycles;
using Helpdesk.Core.Tickets.Privacy;
using Helpdesk.Core.Tickets.Relations;
using NodaTime;

namespace Helpdesk.Core.Tests.Tickets;

/// <summary>Several tickets with their streams, kept as a host keeps them: what a command does to others is recorded too.</summary>
internal sealed class TicketWorld
{
    public static readonly Actor Kim = TicketStory.Kim;
    public static readonly Address Ann = TicketStory.Ann;
    public static readonly Address Bob = Address.Mail("bob@customer.example", "Bob");
    public static readonly DepartmentId Support = new("support");
    public static readonly DepartmentId Billing = new("billing");

    private readonly Dictionary<TicketId, Ticket> _tickets = [];
    private readonly Dictionary<TicketId, List<RecordedEvent>> _streams = [];
    private readonly Dictionary<TicketId, List<(Instant At, Ticket Ticket)>> _past = [];
    private int _messages;

    public TicketWorld(TicketPolicy? policy = null)
    {
        Policy = policy ?? TicketPolicy.Default;
        Now = TicketStory.Monday;
    }

    private TicketWorld(TicketWorld other)
    {
        (Policy, Now, _messages) = (other.Policy, other.Now, other._messages);
        _tickets = new(other._tickets);
        _streams = other._streams.ToDictionary(s => s.Key, s => s.Value.ToList());
        _past = other._past.ToDictionary(s => s.Key, s => s.Value.ToList());
    }

    public static LifecycleSet Lifecycles { get; } = LifecycleSet.Create(
        [
            new LifecycleBuilder("billing-1", Lifecycle.Default)
                .Status("at-the-bank", StatusCategory.OnHold, "At the bank", "In progress")
                .On(new TriggerId("ask-bank"), t => t.From(StatusCategory.Open, StatusCategory.New).To("at-the-bank"))
                .Trigger("ask-bank", "Ask the bank")
                .On(new TriggerId("bank-answers"), t => t.From("at-the-bank").To("open"))
                .Trigger("bank-answers", "The bank answers")
                .Build().Value!,
        ],
        new Dictionary<DepartmentId, string> { [Billing] = "billing-1" },
        new Dictionary<TicketTypeId, string>()).Value!;

    // 'serial' is always required, and seen only where there is hardware; 'cause' is required of incidents.
    public static CustomFieldSchema Fields { get; } = new(
        [
            new("area", "Area", CustomFieldType.Choice) { Choices = ["hardware", "software"] },
            new("serial", "Serial number", CustomFieldType.Text)
            {
                VisibleWhen = When("""{"field":"field.area","op":"eq","value":"hardware"}"""),
                RequiredWhen = Condition.Always,
            },
            new("cause", "Cause", CustomFieldType.Text) { RequiredWhen = When("""{"field":"ticket.type","op":"eq","value":"incident"}""") },
        ],
        [],
        []);

    public Instant Now { get; private set; }

    public TicketPolicy Policy { get; set; }

    public IEnumerable<Ticket> Tickets => _tickets.Values.OrderBy(t => t.Id.Value);

    /// <summary>Every message that was ever written or copied here.</summary>
    public IEnumerable<MessageId> Written => _streams.Values.SelectMany(s => s).SelectMany(r => r.Event switch
    {
        TicketEvent.MessageReceived received => [received.Message],
        TicketEvent.ReplySent sent => [sent.Message],
        TicketEvent.NoteAdded note => [note.Message],
        TicketEvent.Forwarded forwarded => [forwarded.Message],
        TicketEvent.MessagesTaken taken => taken.Entries.Select(e => e.Message),
        _ => Enumerable.Empty<MessageId>(),
    }).Distinct();

    public RelatedTickets Related => new(new Dictionary<TicketId, Ticket>(_tickets));

    public Ticket this[TicketId id] => _tickets[id];

    public static TicketId TicketNumber(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, (byte)number]));

    public IReadOnlyList<RecordedEvent> Stream(TicketId id) => _streams[id];

    /// <summary>What each ticket was at each instant, as it was then; what an erasure rewrote is no longer among it.</summary>
    public IReadOnlyList<(Instant At, Ticket Ticket)> Past(TicketId id) => _past[id];

    public TicketWorld Fork() => new(this);

    public MessageId NextMessage() => MessageNumber(++_messages);

    public TicketWorld Later(Duration duration)
    {
        Now += duration;
        return this;
    }

    public TicketId Open(Address? requester = null, bool isSpam = false, string channel = ChannelAddress.Mail, params Address[] participants)
    {
        var number = _tickets.Count + 1;
        var opening = new TicketOpening
        {
            Id = TicketNumber(number),
            Reference = TicketReference.Format(TicketReference.DefaultPrefix, number),
            Subject = $"Request {number}",
            Requester = requester ?? Ann,
            Participants = participants,
            Channel = new ChannelAddress(channel),
            Department = Support,
            Message = NextMessage(),
            IsSpam = isSpam,
        };
        Record(opening.Id, Ticket.Open(opening, Lifecycle.Default), new Actor.Customer(opening.Requester));
        return opening.Id;
    }

    public DecisionContext Context(Ticket ticket, Actor by) => new(Lifecycles.Find(ticket.LifecycleVersion)!, Policy, by, Now)
    {
        Fields = Fields,
        Lifecycles = Lifecycles,
        Related = Related,
        ForOther = other => Context(other, by),
    };

    public Decision Try(TicketId id, TicketCommand command, Actor? by = null)
    {
        var actor = by ?? Kim;
        var decision = _tickets[id].Decide(command, Context(_tickets[id], actor));
        if (decision is Decision.Accepted accepted)
        {
            Record(id, accepted.Events, actor);
            foreach (var other in accepted.Others)
            {
                Record(other.Ticket, other.Events, actor);
            }
        }

        return decision;
    }

    public TicketWorld Do(TicketId id, TicketCommand command, Actor? by = null)
    {
        var decision = Try(id, command, by);
        Assert.True(decision is Decision.Accepted, $"{command} was not accepted: {decision}");
        return this;
    }

    public TicketWorld Fire(TicketId id, TriggerId trigger, Actor? by = null) => Do(id, new TicketCommand.Fire(trigger), by);

    public string Refusal(TicketId id, TicketCommand command, Actor? by = null) =>
        Assert.IsType<Decision.Refused>(Try(id, command, by)).Reason.Code;

    /// <summary>A customer writes to a ticket's number; the message goes where that ticket goes on.</summary>
    public MessageId Write(TicketId to, Address? from = null)
    {
        var message = NextMessage();
        Do(Survivor(to).Id, Receiving(message, to, from ?? _tickets[to].Requester), new Actor.Customer(from ?? _tickets[to].Requester));
        return message;
    }

    public TicketCommand.Receive Receiving(MessageId message, TicketId to, Address from, MessageKind kind = MessageKind.Human) =>
        new(message, from, kind, Survivor(to).Id == to ? null : to);

    public MessageId Reply(TicketId id, TriggerId? then = null, Actor? by = null)
    {
        var message = NextMessage();
        Do(id, new TicketCommand.Reply(message, then), by);
        return message;
    }

    public Ticket Survivor(TicketId id) => Related.Survivor(id) ?? throw new InvalidOperationException($"{id} has no survivor.");

    public static Condition When(string json) => Condition.Parse(json, new FieldCatalogue(
    [
        new("field.area", FieldType.Choice, ["hardware", "software"]),
        new("ticket.type", FieldType.Choice),
    ])).Value!;

    private static MessageId MessageNumber(int number) => new(new Guid(number, 1, 0, new byte[8]));

    private void Record(TicketId id, IEnumerable<TicketEvent> events, Actor by)
    {
        foreach (var happened in events)
        {
            if (!_streams.TryGetValue(id, out var stream))
            {
                (_streams[id], _past[id]) = (stream = [], []);
            }

            var recorded = new RecordedEvent(stream.Count + 1, Now, by, "test", 0, happened);
            if (happened is TicketEvent.PersonErased { Person: { } person } erased)
            {
                var erasure = new Erasure(person, erased.Pseudonym);
                _streams[id] = stream = [.. stream.Select(erasure.Apply)];
                _past[id].Clear();
                stream.Add(erasure.Apply(recorded));
            }
            else
            {
                stream.Add(recorded);
            }

            _tickets[id] = stream.Count == 1 ? Ticket.Replay(stream) : _tickets[id].Evolve(recorded);
        }

        if (_tickets.TryGetValue(id, out var ticket))
        {
            _past[id].Add((Now, ticket));
        }
    }
}
