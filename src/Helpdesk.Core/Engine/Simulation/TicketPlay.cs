using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Engine.Simulation;

/// <summary>One ticket's past under one engine: what people did happens as it did, everything else is worked out again.</summary>
internal sealed class TicketPlay(HelpdeskEngine engine, HelpdeskConfiguration configuration, TicketHistory history, SimulationPeriod period)
{
    private const int MaxRings = 100_000;

    private static readonly string[] Compared =
    [
        "ticket.status", "ticket.category", "ticket.priority", "ticket.department", "ticket.type", "ticket.tier", "ticket.assignee",
        "ticket.tags", "ticket.subjects", "ticket.followers", "ticket.postponedUntil",
    ];

    private readonly List<RuleFiring> _firings = [];
    private readonly List<SimulatedSending> _sent = [];
    private readonly List<AgentId?> _assignments = [];
    private readonly List<string> _breaches = [];
    private readonly List<KeyValuePair<Address, IReadOnlyList<Instant>>> _notices = [];
    private TicketState? _state;
    private IReadOnlyList<TicketTimer> _timers = [];
    private int _rings;

    /// <summary>Plays the past; null when the ticket had not begun.</summary>
    public SimulatedTicket? Play()
    {
        foreach (var cause in PastCause.Of(history).TakeWhile(c => c.At < period.Until))
        {
            Ring(cause.At, isIncluded: false);
            Take(cause.At, engine.Replay(cause, history.Id, _state, Around(cause.Routed)));
        }

        if (_state is null)
        {
            return null;
        }

        Ring(period.Until, isIncluded: true);
        return new SimulatedTicket
        {
            Firings = _firings,
            Sent = _sent,
            Assignments = _assignments,
            Breaches = _breaches,
            Fields = FieldsOf(_state.Ticket),
            IsCutOff = _rings > MaxRings,
        };
    }

    private void Ring(Instant until, bool isIncluded)
    {
        while (_state is not null && _timers.MinBy(t => t.At) is { } timer && (timer.At < until || (isIncluded && timer.At == until)) && _rings <= MaxRings)
        {
            _rings++;
            Take(timer.At, engine.Ring(_state, timer, Around(null)));
        }
    }

    private void Take(Instant at, Outcome.Changed outcome)
    {
        _state = outcome.State;
        _timers = outcome.Timers;
        foreach (var message in outcome.Effects.Where(e => e.IsAutomatic && e.To.Count > 0))
        {
            _notices.Add(KeyValuePair.Create<Address, IReadOnlyList<Instant>>(message.To[0], [at]));
        }

        if (at < period.From)
        {
            return;
        }

        _firings.AddRange(Fired(outcome.Trace).Select(r => new RuleFiring(r, at)));
        _sent.AddRange(outcome.Effects.Where(e => e.IsAutomatic).Select(Sending));
        _assignments.AddRange(outcome.Events.Select(e => e.Event).Where(e => e is TicketEvent.Assigned or TicketEvent.Unassigned)
            .Select(e => (e as TicketEvent.Assigned)?.Agent));
        _breaches.AddRange(outcome.Events.Select(e => e.Event).OfType<TicketEvent.SlaBreached>().Select(b => b.Metric));
    }

    private static SimulatedSending Sending(OutboundMessage message) => message.Call is { } call
        ? new SimulatedSending($"host {call.Action}", "")
        : new SimulatedSending(message.To[0].Key, message.Subject);

    private static IEnumerable<RuleId> Fired(Trace trace) => trace is { Area: "rules", Code: "fired" }
        ? [new RuleId(trace.Facts[0].Value)]
        : trace.Steps.SelectMany(Fired);

    private Dictionary<string, string> FieldsOf(Ticket ticket)
    {
        var values = new TicketFieldValues(null, ticket, null, default, period.Until);
        return Compared.Concat(ticket.Fields.Keys.Select(f => Tickets.Fields.CustomFieldSchema.TicketPrefix + f))
            .Select(f => (Name: f, Value: values.Current(f)))
            .Where(f => f.Value is not null)
            .ToDictionary(f => f.Name, f => f.Value!.Shown, StringComparer.Ordinal);
    }

    // Nobody knows the loads of then: the agent who was chosen is the least loaded, so that routing chooses as it did where it can.
    private Surroundings Around(AgentId? routed) => new()
    {
        Loads = configuration.Agents.ToDictionary(a => a.Id, a => a.Id == routed ? 0 : 1),
        Contacts = history.Contact is { } card && _state?.Ticket.Requester is { } person ? [new(person, card)] : [],
        SentTo = _notices,
    };
}
