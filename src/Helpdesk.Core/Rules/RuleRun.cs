using System.Diagnostics;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;

namespace Helpdesk.Core.Rules;

/// <summary>
/// One run in cycle mode: look from the top, fire the first matching rule that has not fired in this run, apply its changes,
/// start again from the top; end when none is left. What rules do joins the events of the run, so rules chain in both
/// directions. A rule fires at most once, so a run of R rules has at most R firings: it ends by construction.
/// </summary>
public sealed class RuleRun
{
    private const string Area = "rules";

    private readonly RuleRunInput _input;
    private readonly HashSet<string> _woken;
    private readonly List<RecordedEvent> _events = [];
    private readonly List<(RuleId, string)> _notifications = [];
    private readonly Dictionary<RuleId, Trace> _settled = [];
    private readonly HashSet<RuleId> _due;
    private readonly HashSet<string> _stoppedCategories = new(StringComparer.Ordinal);
    private readonly RecordedEvent _cause;
    private readonly int _depth;
    private Ticket _ticket;
    private bool _isStopped;

    private RuleRun(RuleRunInput input)
    {
        _input = input;
        _ticket = input.Ticket;
        _cause = input.Events[^1];
        _depth = input.Events.Max(e => e.CausationDepth) + 1;
        _due = [.. input.Events.Select(e => e.Event).OfType<TicketEvent.RuleDue>().Select(d => d.Rule)];
        _woken = input.Events.Select(e => TicketEventKind.Of(e.Event)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Runs the rules. Pure: the same question gives the same answer.</summary>
    /// <exception cref="ArgumentException">There are no events.</exception>
    public static RuleRunResult Of(RuleSet rules, RuleRunInput input)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(input);
        if (input.Events.Count == 0)
        {
            throw new ArgumentException("A run needs the events that wake it.", nameof(input));
        }

        var run = new RuleRun(input);
        return rules.Mode == RuleMode.Cycle ? run.Cycle(rules.Rules) : run.Pass(rules.Rules);
    }

    private RuleRunResult Pass(IReadOnlyList<Rule> rules)
    {
        foreach (var rule in rules)
        {
            if (!IsStopped(rule) && IsNext(rule))
            {
                Settle(rule);
            }
        }

        return Result(rules);
    }

    private RuleRunResult Cycle(IReadOnlyList<Rule> rules)
    {
        while (rules.FirstOrDefault(r => !IsStopped(r) && IsNext(r)) is { } rule)
        {
            Settle(rule);
        }

        return Result(rules);
    }

    private void Settle(Rule rule)
    {
        _settled[rule.Id] = Fire(rule);
        if (_settled[rule.Id].Code == "fired")
        {
            _isStopped |= rule.Stop == RuleStop.All;
            if (rule.Stop == RuleStop.Category)
            {
                _stoppedCategories.Add(rule.Category);
            }
        }
    }

    // Every rule has exactly one reason: those that were woken one by one, the others together by reason.
    private RuleRunResult Result(IReadOnlyList<Rule> rules)
    {
        Trace[] steps = [.. rules.Where(IsWoken).Select(Step)];
        var fired = steps.Count(s => s.Code == "fired");
        var asleep = rules.Where(r => !IsWoken(r)).GroupBy(Reason, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new Trace(Area, g.Key, $"{g.Count()} rules: {Sentence(g.Key)}") { Facts = [new("rules", string.Join(' ', g.Select(r => r.Id.Value)))] });
        return new RuleRunResult(
            _ticket, _events, _notifications, new Trace(Area, "run", $"{fired} of {steps.Length} rules fired.") { Steps = [.. steps, .. asleep] });
    }

    private bool IsStopped(Rule rule) => _isStopped || _stoppedCategories.Contains(rule.Category);

    private bool IsWoken(Rule rule) => Reason(rule).Length == 0;

    private string Reason(Rule rule) =>
        !rule.IsEnabled ? "disabled"
        : !rule.IsValidAt(_cause.At) ? "not-valid-now"
        : !_settled.ContainsKey(rule.Id) && rule.IsUsedUp(_ticket) ? "used-up"
        : rule.On.Any(IsKindOf) || _due.Contains(rule.Id) ? ""
        : "wrong-event";

    private bool IsKindOf(string kind) => !string.Equals(kind, TimeRules.Kind, StringComparison.Ordinal) && _woken.Contains(kind);

    private static string Sentence(string reason) => reason switch
    {
        "disabled" => "switched off.",
        "not-valid-now" => "not valid at this moment.",
        "used-up" => "fired on this ticket as often as they may.",
        _ => "nothing that wakes them happened.",
    };

    private bool IsNext(Rule rule) => IsWoken(rule) && !_settled.ContainsKey(rule.Id) && rule.When.Evaluate(Values());

    private TicketFieldValues Values() => new(_input.Before, _ticket, _input.Message, _input.Kind, _cause.At)
    {
        Contact = _input.Contact,
        Events = _input.Events,
        SpamProbability = _input.SpamProbability,
        Promise = _input.Promise,
        Clock = _input.Events.LastOrDefault(e => e.Event is TicketEvent.SlaWarned or TicketEvent.SlaBreached or TicketEvent.SlaFulfilled or TicketEvent.SlaApplied)?.Event,
    };

    private Trace Step(Rule rule)
    {
        if (_settled.TryGetValue(rule.Id, out var settled))
        {
            return settled;
        }

        var (holds, why) = rule.When.Explain(Values());
        return holds && IsStopped(rule)
            ? Told(rule, "stopped", "An earlier rule ended the run.")
            : Told(rule, "not-matched", "Its condition does not hold.") with { Steps = [why] };
    }

    private Trace Fire(Rule rule)
    {
        if (!_input.MayAnswer && rule.Then.Any(a => a is RuleAction.Notify))
        {
            return Told(rule, "would-answer-a-machine", "It would answer an automatic message.");
        }

        var (_, why) = rule.When.Explain(Values());
        var ticket = _ticket;
        var events = new List<RecordedEvent>();
        var sent = new List<(RuleId, string)>();
        var by = new Actor.Rule(rule.Id);
        foreach (var command in rule.Then.Select(a => CommandOf(a, _cause.At)).OfType<TicketCommand>())
        {
            if (_input.ContextOf(ticket, by) is not { } context)
            {
                return Told(rule, "rejected", "The ticket obeys a lifecycle that is not there.");
            }

            switch (ticket.Decide(command, context))
            {
                case Decision.Accepted { Others.Count: > 0 }:
                    return Told(rule, "rejected", "It would change other tickets, which a rule does not.");
                case Decision.Refused refused:
                    return Told(rule, "rejected", refused.Reason.Sentence) with
                    {
                        Facts = [new("rule", rule.Id.Value), new("reason", refused.Reason.Code)],
                    };
                case Decision.Accepted accepted:
                    foreach (var happened in accepted.Events)
                    {
                        var recorded = new RecordedEvent(
                            ticket.Version + 1, _cause.At, by, _cause.CausationId, _depth, happened);
                        events.Add(recorded);
                        ticket = ticket.Evolve(recorded);
                    }

                    sent.AddRange(accepted.Effects.OfType<TransitionEffect.Notify>().Where(_ => _input.MayAnswer).Select(n => (rule.Id, n.Template)));
                    break;
                default:
                    return Told(rule, "rejected", "The ticket is finished.");
            }
        }

        if (rule.MaxRuns is not null)
        {
            events.Add(new RecordedEvent(ticket.Version + 1, _cause.At, by, _cause.CausationId, _depth, new TicketEvent.RuleFired(rule.Id)));
            ticket = ticket.Evolve(events[^1]);
        }

        _ticket = ticket;
        _events.AddRange(events);
        _woken.UnionWith(events.Select(e => TicketEventKind.Of(e.Event)));
        _notifications.AddRange(sent);
        _notifications.AddRange(rule.Then.OfType<RuleAction.Notify>().Select(n => (rule.Id, n.Template)));
        var changes = string.Join(", ", events.Select(e => TicketEventKind.Of(e.Event)));
        return Told(rule, "fired", $"It fired: {(changes.Length == 0 ? "no net change" : changes)}.") with { Steps = [why] };
    }

    private static TicketCommand? CommandOf(RuleAction action, Instant at) => action switch
    {
        RuleAction.Command command => command.What,
        RuleAction.PostponeFor postpone => new TicketCommand.Postpone(at + postpone.For),
        RuleAction.Notify => null,
        _ => throw new UnreachableException(),
    };

    private static Trace Told(Rule rule, string code, string sentence) =>
        new(Area, code, $"{rule.Name}: {sentence}") { Facts = [new("rule", rule.Id.Value)] };
}
