using Helpdesk.Core.Conditions;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Tests.Tickets;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Fields;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;

namespace Helpdesk.Core.Tests.Rules;

/// <summary>Plays a case on one ticket as a host would: things happen, rules run, what they did is kept.</summary>
internal sealed class RuleStory
{
    public static readonly CustomFieldSchema Fields = new(
        [
            new CustomField("count", "Count", CustomFieldType.Number), new CustomField("memo", "Memo", CustomFieldType.Text),
            new CustomField("spare", "Spare", CustomFieldType.Text),
        ],
        [],
        []);

    public static readonly RuleReferences References = new(["support", "billing"], ["kim", "lee"], ["hello", "memo"])
    {
        Fields = Fields.Ticket,
        HostActions = ["crm"],
        Macros = new Dictionary<string, IReadOnlyList<RuleAction>>
        {
            ["calm"] = [new RuleAction.Command(new TicketCommand.SetPriority(Priority.Low)), new RuleAction.Suppress()],
        },
    };

    private readonly RuleCase _case;
    private readonly RuleSet _set;
    private readonly List<RuleTurn> _turns = [];
    private readonly List<RecordedEvent> _stream = [];
    private readonly Dictionary<string, List<Instant>> _sent = new(StringComparer.Ordinal);
    private Instant _now = TicketStory.Monday;
    private Ticket _ticket = null!;
    private int _messages;

    private RuleStory(RuleCase rules, string spare)
    {
        _case = rules;
        _set = Read(rules.Rules, rules.Mode);
        Open(spare);
        foreach (var step in rules.Steps)
        {
            Take(step);
        }
    }

    public IReadOnlyList<RuleTurn> Turns => _turns;

    /// <summary>Everything that is recorded of the ticket.</summary>
    public IReadOnlyList<RecordedEvent> Stream => _stream;

    /// <summary>When each address got a notice or an answer.</summary>
    public IReadOnlyDictionary<string, List<Instant>> Sent => _sent;

    /// <param name="rules">The case.</param>
    /// <param name="spare">What a field holds that no rule reads.</param>
    public static RuleStory Of(RuleCase rules, string spare = "") => new(rules, spare);

    public static RuleSet Read(IEnumerable<string> rules, RuleMode mode = RuleMode.Cycle) =>
        RuleSet.Parse($"[{string.Join(',', rules)}]", Fields.Catalogue, References).Require().In(mode);

    private void Open(string spare)
    {
        var by = new Actor.Customer(TicketStory.Ann);
        var events = Ticket.Open(
            new TicketOpening
            {
                Id = new TicketId(new Guid(1, 0, 0, new byte[8])),
                Reference = TicketReference.Format(TicketReference.DefaultPrefix, 1),
                Subject = "Printer broken",
                Requester = TicketStory.Ann,
                Channel = new ChannelAddress(ChannelAddress.Mail),
                Department = new DepartmentId("support"),
                Message = NextMessage(),
            },
            Lifecycle.Default).ToList();
        if (spare.Length > 0)
        {
            events.Add(new TicketEvent.FieldsChanged(new Dictionary<string, FieldValue?> { ["spare"] = new FieldValue.Text(spare) }));
        }

        RecordedEvent[] recorded = [.. events.Select((e, i) => new RecordedEvent(i + 1, _now, by, "open", 0, e))];
        Run(null, Ticket.Replay(recorded), recorded, MessageKind.Human);
    }

    private void Take(RuleStep step)
    {
        _now += Duration.FromMinutes(step.Minutes);
        if (step.What == RuleStep.Kind.Ring)
        {
            if (TimeRules.Ahead(_set, _ticket, null, _now) is [{ } due, ..] && due.At < _now + Duration.FromDays(1))
            {
                _now = due.At;
                Record(step, Actor.System, [new TicketEvent.RuleDue(due.Rule, due.Episode)], _now);
            }

            return;
        }

        var at = Instant.Max(TicketStory.Monday, _now - Duration.FromMinutes(step.Late));
        var (command, by, kind) = Asked(step.What);
        if (_ticket.Decide(command, Context(by, at)) is Decision.Accepted { Events.Count: > 0 } accepted)
        {
            Record(step, by, accepted.Events, at, kind);
        }
    }

    private (TicketCommand Command, Actor By, MessageKind? Kind) Asked(RuleStep.Kind what) => what switch
    {
        RuleStep.Kind.Mail => (new TicketCommand.Receive(NextMessage(), TicketStory.Ann, MessageKind.Human), new Actor.Customer(TicketStory.Ann), MessageKind.Human),
        RuleStep.Kind.MachineMail =>
            (new TicketCommand.Receive(NextMessage(), TicketStory.Ann, MessageKind.AutoReply), new Actor.Customer(TicketStory.Ann), MessageKind.AutoReply),
        RuleStep.Kind.Tag => (new TicketCommand.AddTags(["x"]), TicketStory.Kim, null),
        RuleStep.Kind.Untag => (new TicketCommand.RemoveTags(["x", "y"]), TicketStory.Kim, null),
        RuleStep.Kind.Priority => (new TicketCommand.SetPriority(_ticket.Priority == Priority.High ? Priority.Normal : Priority.High), TicketStory.Kim, null),
        RuleStep.Kind.Reply => (new TicketCommand.Reply(NextMessage()), TicketStory.Kim, null),
        RuleStep.Kind.Take => (new TicketCommand.Assign(new AgentId("kim")), TicketStory.Kim, null),
        _ => (new TicketCommand.SetFields(new Dictionary<string, FieldValue?> { ["memo"] = new FieldValue.Text($"m{_messages++}") }), Actor.System, null),
    };

    private void Record(RuleStep step, Actor by, IReadOnlyList<TicketEvent> events, Instant at, MessageKind? kind = null)
    {
        RecordedEvent[] recorded = [.. events.Select((e, i) => new RecordedEvent(_ticket.Version + i + 1, at, by, $"c{_stream.Count}", step.Depth, e))];
        Run(_ticket, recorded.Aggregate(_ticket, (t, e) => t.Evolve(e)), recorded, kind);
    }

    private void Run(Ticket? before, Ticket after, RecordedEvent[] events, MessageKind? kind)
    {
        var now = events[^1].At;
        var sent = _sent.ToDictionary(s => s.Key, s => (IReadOnlyList<Instant>)[.. s.Value], StringComparer.Ordinal);
        var input = new RuleRunInput
        {
            Before = before,
            Ticket = after,
            Events = events,
            Message = kind is null ? null : Message(),
            Kind = kind ?? MessageKind.Human,
            MayAnswer = kind is null or MessageKind.Human,
            ContextOf = (_, by) => Context(by, now),
            Budgets = _case.Budgets,
            SentTo = address => sent.GetValueOrDefault(address.Key) ?? [],
            RecipientsOf = Recipients,
        };
        var result = RuleRun.Of(_set, input);
        _turns.Add(new RuleTurn(_set, input, result));
        _stream.AddRange([.. events, .. result.Events]);
        _ticket = result.Ticket;
        foreach (var address in result.Effects.SelectMany(Receivers))
        {
            _sent.TryAdd(address.Key, []);
            _sent[address.Key].Add(now);
        }
    }

    /// <summary>Who gets a message of an effect.</summary>
    public static IReadOnlyList<Address> Receivers(RuleEffect effect) => effect switch
    {
        RuleEffect.Notice notice => notice.To,
        RuleEffect.Answer answer => [answer.To],
        _ => [],
    };

    private static IReadOnlyList<Address> Recipients(Ticket ticket, NoticeRecipient recipient) => recipient switch
    {
        NoticeRecipient.Requester => [ticket.Requester],
        NoticeRecipient.Person person => [person.Address],
        NoticeRecipient.Assignee => ticket.Assignee is { } agent ? [Address.Mail($"{agent}@acme.example")] : [],
        NoticeRecipient.Agent agent => [Address.Mail($"{agent.Id}@acme.example")],
        _ => [],
    };

    private static DecisionContext Context(Actor by, Instant now) => new(Lifecycle.Default, TicketPolicy.Default, by, now) { Fields = Fields };

    private MessageId NextMessage() => new(new Guid(++_messages, 0, 0, new byte[8]));

    private InboundMessage Message() => new()
    {
        Channel = new ChannelAddress(ChannelAddress.Mail),
        DuplicateKey = $"m{_messages}",
        From = TicketStory.Ann,
        Subject = "Printer broken",
        Text = "It does not print.",
    };
}
