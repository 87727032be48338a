using Helpdesk.Core.Messages;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Engine;

/// <summary>
/// One ticket on its way through one outcome: events are recorded, then rules, routing and clocks follow in that order.
/// Lives as long as one call of the engine.
/// </summary>
internal sealed partial class Work
{
    private readonly WorkPlace _place;
    private readonly TicketId _id;
    private readonly List<RecordedEvent> _events = [];
    private readonly List<TicketMessage> _messages = [];
    private readonly List<OutboundMessage> _effects = [];
    private readonly List<Trace> _steps = [];
    private SlaState _sla;

    public Work(WorkPlace place, TicketId id, TicketState? before)
    {
        _place = place;
        _id = id;
        Before = before;
        Ticket = before?.Ticket;
        Reply = before?.Reply;
        _sla = before?.Sla ?? SlaState.Empty;
    }

    public TicketState? Before { get; }

    public Ticket? Ticket { get; private set; }

    public ReplyPoint? Reply { get; private set; }

    public bool MayAnswer => _place.MayAnswer;

    public InboundMessage? Message { get; set; }

    public MessageKind Kind { get; set; }

    public SpamFeatures? Sample { get; set; }

    /// <summary>What became of the message that begins the ticket; null when it does not begin now.</summary>
    public SpamDecision? Judged { get; set; }

    private HelpdeskConfiguration Configuration => _place.Configuration;

    public void Explain(Trace trace) => _steps.Add(trace);

    public void Store(TicketMessage message) => _messages.Add(message);

    public void ReplyTo(ReplyPoint point) => Reply = point;

    public void Record(IEnumerable<TicketEvent> events, Actor who, int? depth = null)
    {
        foreach (var happened in events)
        {
            Add(new RecordedEvent((Ticket?.Version ?? 0) + 1, _place.At, who, _place.Cause, depth ?? _place.Depth, happened, _place.OnBehalfOf));
        }
    }

    /// <summary>Takes over what a list of actions did; its effects are still to be carried out.</summary>
    public void Take(ActionRun actions)
    {
        _events.AddRange(actions.Events);
        Ticket = actions.Ticket;
        if (actions.IsSuppressed)
        {
            Silence();
        }
    }

    /// <summary>Lets rules and routing follow what was recorded, and closes the outcome.</summary>
    public Outcome.Changed Finish(string code, string sentence)
    {
        if (_events.Count > 0)
        {
            Follow();
        }

        var ticket = Ticket!;
        var (memory, training) = SpamLessons.Learn(Before?.Spam ?? SpamMemory.None, Before?.Ticket.Category ?? ticket.Category, _events, Sample);
        var sla = Measure();
        ticket = Ticket!;
        var state = new TicketState(_id, ticket, sla, memory, Reply!);
        return new Outcome.Changed(new Trace("engine", code, sentence) { Facts = [new TraceFact("configuration", Configuration.Fingerprint)], Steps = _steps })
        {
            State = state,
            Events = _events,
            Messages = _messages,
            Effects = _effects,
            Timers = Timers.Of(state, Configuration, _place.ContactOf(ticket), _place.At),
            Training = training,
            Sample = Judged?.Features,
            Spam = Judged,
        };
    }

    // Clocks follow the events; rules then see what the clocks had to say, and the clocks what those rules did.
    private SlaState Measure()
    {
        var (sla, before, seen) = (Before?.Sla ?? SlaState.Empty, Before?.Ticket, 0);
        for (var round = 0; round < 2 && seen < _events.Count; round++)
        {
            RecordedEvent[] fresh = [.. _events.Skip(seen)];
            var advance = fresh.Any(e => e.Event is TicketEvent.SlaReviewed { Mode: SlaEdit.Forced })
                ? SlaHistory.Repair(sla, [.. _place.Around.Stream, .. _events], Configuration.Sla, _place.ContactOf(Ticket!))
                : SlaTimekeeper.Advance(sla, before, Ticket!, fresh, Values(), Configuration.Sla);
            _sla = sla = advance.State;
            _steps.Add(advance.Trace);
            seen = _events.Count;
            Record(advance.News, Actor.System, fresh.Max(e => e.CausationDepth));
            RecordedEvent[] news = [.. _events.Skip(seen)];
            (before, seen) = (Ticket, _events.Count);
            foreach (var one in round == 0 ? news : [])
            {
                RunRules([one]);
            }
        }

        return sla;
    }

    public TicketFieldValues Values() => new(Before?.Ticket, Ticket!, Message, Kind, _place.At) { Contact = _place.ContactOf(Ticket!) };

    // The promise that is due first; while none is, one that is held.
    private TicketPromise? Promise() => (_sla.Next ?? _sla.Clocks.FirstOrDefault(c => c.IsUnderWay)) is { } clock
        ? new TicketPromise(TicketFields.NameOf(SlaStatus.Of(clock, _place.At, Configuration.Sla).Standing), clock.DueAt)
        : null;

    private void Add(RecordedEvent recorded)
    {
        _events.Add(recorded);
        Ticket = Ticket is null ? Ticket.Replay([recorded]) : Ticket.Evolve(recorded);
        if (recorded.Event is TicketEvent.PersonErased { Person: { } person } && Reply?.Writer?.IsSameAs(person) == true)
        {
            Reply = Reply with { Writer = ((TicketEvent.PersonErased)recorded.Event).Pseudonym };
        }
    }

    // Rules see what happened; routing sees what the rules made of it; rules then see the assignment. An assignment may make a
    // rule transfer the ticket, so both come twice at most.
    private void Follow()
    {
        IReadOnlyList<RecordedEvent> fresh = [.. _events];
        for (var round = 0; round < 2 && fresh.Count > 0; round++)
        {
            RunRules(fresh);
            var known = _events.Count;
            Route();
            fresh = [.. _events.Skip(known)];
        }
    }

    private void RunRules(IReadOnlyList<RecordedEvent> events)
    {
        // Quarantine means that nothing acts on it but people; a merged ticket is worked on where it goes on.
        if (Ticket!.Category is StatusCategory.Spam or StatusCategory.Merged || Configuration.Rules.Rules.Count == 0)
        {
            return;
        }

        var run = RuleRun.Of(Configuration.Rules, new RuleRunInput
        {
            Before = Before?.Ticket,
            Ticket = Ticket,
            Events = events,
            Message = Message,
            Kind = Kind,
            MayAnswer = MayAnswer,
            ContextOf = _place.ContextOf,
            Contact = _place.ContactOf(Ticket),
            Spam = Judged,
            Promise = Promise(),
            Budgets = Configuration.Budgets,
            Detail = _place.Detail,
            SentTo = _place.SentTo,
            RecipientsOf = _place.RecipientsOf,
        });
        _steps.Add(run.Trace);
        _events.AddRange(run.Events);
        Ticket = run.Ticket;
        if (run.IsSuppressed)
        {
            Silence();
        }

        CarryOut(run.Effects);
    }

    private void Route()
    {
        if (Ticket is not { Assignee: null, Category: StatusCategory.New or StatusCategory.Open or StatusCategory.Live } ticket
            || !_events.Any(e => e.Event is TicketEvent.Opened or TicketEvent.Transferred or TicketEvent.StatusChanged))
        {
            return;
        }

        var choice = Router.Choose(ticket.Department, _place.Standings());
        _steps.Add(choice.Trace);
        if (choice.Agent is { } agent)
        {
            Record([new TicketEvent.Assigned(agent)], Actor.System, _events.Max(e => e.CausationDepth));
            _place.Given(agent);
        }
    }
}
