using Helpdesk.Core.Rules.Budgets;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Rules;

/// <summary>
/// One run. In cycle mode: look from the top, fire the first matching rule that has not fired in this run, apply its changes,
/// start again from the top; end when none is left. What rules do joins the events of the run, so rules chain in both
/// directions. In sequential mode: once from the top to the end. A rule fires at most once, so a run of R rules has at most R firings: it
/// ends by construction.
/// </summary>
public sealed class RuleRun
{
    private const string Area = "rules";
    private const string Fired = "fired";
    private const string NotMatched = "not-matched";
    private const int MaxExplained = 50;

    private readonly RuleRunInput _input;
    private readonly HashSet<string> _woken;
    private readonly List<RecordedEvent> _events = [];
    private readonly List<RuleEffect> _effects = [];
    private readonly Allowance _allowance;
    private readonly Dictionary<RuleId, Trace> _settled = [];
    private readonly HashSet<RuleId> _due;
    private readonly HashSet<string> _stoppedCategories = new(StringComparer.Ordinal);
    private readonly RecordedEvent _cause;
    private readonly int _depth;
    private Ticket _ticket;
    private bool _isStopped;
    private bool _isSuppressed;
    private TicketFieldValues? _values;
    private int _explained;

    private RuleRun(RuleRunInput input)
    {
        _input = input;
        _ticket = input.Ticket;
        _cause = input.Events[^1];
        _depth = input.Events.Max(e => e.CausationDepth) + 1;
        _allowance = new Allowance(input.Budgets, input.SentTo);
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
        if (run._depth > input.Budgets.MaxDepth)
        {
            return run.TooDeep(rules);
        }

        return rules.Mode == RuleMode.Cycle ? run.Cycle(rules) : run.Pass(rules);
    }

    // A chain of automations that goes through the world outside ends here: the rules that would go on with it do not fire.
    private RuleRunResult TooDeep(RuleSet set)
    {
        if (Next(set, from: 0) < 0)
        {
            return Result(set.Rules);
        }

        Deny(null, "depth");
        for (var place = -1; (place = Next(set, place + 1)) >= 0;)
        {
            _settled[set.Rules[place].Id] = Told(set.Rules[place], "too-deep", "Too many automations lie behind what woke it.");
        }

        return Result(set.Rules);
    }

    private RuleRunResult Pass(RuleSet set)
    {
        for (var place = -1; (place = Next(set, place + 1)) >= 0;)
        {
            Settle(set.Rules[place]);
        }

        return Result(set.Rules);
    }

    private RuleRunResult Cycle(RuleSet set)
    {
        for (int place; (place = Next(set, from: 0)) >= 0;)
        {
            Settle(set.Rules[place]);
        }

        return Result(set.Rules);
    }

    // The place of the next rule to fire, from a place on; -1 for none.
    private int Next(RuleSet set, int from) =>
        set.First([.. _woken], Values(), from, r => !_settled.ContainsKey(r.Id) && !IsStopped(r) && IsWoken(r));

    private void Settle(Rule rule)
    {
        _settled[rule.Id] = Fire(rule);
        if (_settled[rule.Id].Code == Fired)
        {
            _isStopped |= rule.Stop == RuleStop.All;
            if (rule.Stop == RuleStop.Category)
            {
                _stoppedCategories.Add(rule.Category);
            }
        }
    }

    // Every rule has exactly one reason: what happened to it, and one by one why the first of the others did not match; the rest
    // together by reason.
    private RuleRunResult Result(IReadOnlyList<Rule> rules)
    {
        var steps = new List<Trace>();
        var groups = new SortedDictionary<string, List<Rule>>(StringComparer.Ordinal);
        var (woken, fired) = (0, 0);
        foreach (var rule in rules)
        {
            var reason = Reason(rule);
            woken += reason.Length == 0 ? 1 : 0;
            var step = reason.Length > 0 ? null : Step(rule);
            if (step is not null)
            {
                fired += step.Code == Fired ? 1 : 0;
                steps.Add(step);
                continue;
            }

            var key = reason.Length > 0 ? reason : NotMatched;
            if (!groups.TryGetValue(key, out var group))
            {
                groups[key] = group = [];
            }

            group.Add(rule);
        }

        steps.AddRange(groups.Select(g => new Trace(Area, g.Key, $"{g.Value.Count} rules: {Sentence(g.Key)}")
        {
            Facts = [new("rules", string.Join(' ', g.Value.Select(r => r.Id.Value)))],
        }));
        return new RuleRunResult(_ticket, _events, _effects, new Trace(Area, "run", $"{fired} of {woken} rules fired.") { Steps = steps })
        {
            IsSuppressed = _isSuppressed,
        };
    }

    private bool IsStopped(Rule rule) => _isStopped || _stoppedCategories.Contains(rule.Category);

    private bool IsWoken(Rule rule) => Reason(rule).Length == 0;

    private string Reason(Rule rule) =>
        !rule.IsEnabled ? "disabled"
        : !rule.IsValidAt(_cause.At) ? "not-valid-now"
        : _settled.ContainsKey(rule.Id) ? ""
        : rule.IsUsedUp(_ticket) ? "used-up"
        : !rule.On.Any(kind => Wakes(kind, rule)) ? "wrong-event"
        : HasComeBefore(rule) ? "already-fired"
        : "";

    private bool HasComeBefore(Rule rule) => rule.Once == RuleOnce.PerEpisode && !_due.Contains(rule.Id)
        && string.Equals(_ticket.Episodes.GetValueOrDefault(rule.Id.Value), TimeRules.Episode(rule, _ticket), StringComparison.Ordinal);

    // The clock wakes only the rules that came due.
    private bool Wakes(string kind, Rule rule) =>
        _woken.Contains(kind) && (!string.Equals(kind, TimeRules.Kind, StringComparison.Ordinal) || _due.Contains(rule.Id));

    private static string Sentence(string reason) => reason switch
    {
        "disabled" => "switched off.",
        "not-valid-now" => "not valid at this moment.",
        "used-up" => "fired on this ticket as often as they may.",
        "already-fired" => "fired before for the moments that their conditions count from.",
        NotMatched => "their conditions do not hold.",
        _ => "nothing that wakes them happened.",
    };

    // The values stay the same as long as the ticket does.
    private TicketFieldValues Values()
    {
        if (_values is null || !ReferenceEquals(_values.Ticket, _ticket))
        {
            _values = new TicketFieldValues(_input.Before, _ticket, _input.Message, _input.Kind, _cause.At)
            {
                Contact = _input.Contact,
                Events = _input.Events,
                Spam = _input.Spam,
                Promise = _input.Promise,
                Clock = _input.Events.LastOrDefault(IsOfClock)?.Event,
            };
        }

        return _values;
    }

    private static bool IsOfClock(RecordedEvent recorded) =>
        recorded.Event is TicketEvent.SlaWarned or TicketEvent.SlaBreached or TicketEvent.SlaFulfilled or TicketEvent.SlaApplied;

    // What is told of a rule that was woken; null for one that did not match, beside those that are explained.
    private Trace? Step(Rule rule)
    {
        if (_settled.TryGetValue(rule.Id, out var settled))
        {
            return settled;
        }

        if (rule.When.Evaluate(Values()))
        {
            return IsStopped(rule)
                ? Told(rule, "stopped", "An earlier rule ended the run.")
                : Told(rule, "passed", "What it waits for came after its turn.");
        }

        return _input.Detail == RuleRunDetail.Reasons || _explained++ >= MaxExplained
            ? null
            : Told(rule, NotMatched, "Its condition does not hold.") with { Steps = [rule.When.Explain(Values()).Trace] };
    }

    private Trace Fire(Rule rule)
    {
        if (!_input.MayAnswer && rule.Then.Any(MayBeAnswered))
        {
            return Told(rule, "would-answer-a-machine", "It would answer an automatic message.");
        }

        Trace[] why = _input.Detail == RuleRunDetail.Reasons ? [] : [rule.When.Explain(Values()).Trace];
        var episode = rule.Once == RuleOnce.PerEpisode && !_due.Contains(rule.Id) ? TimeRules.Episode(rule, _ticket) : "";
        var actions = Begin(new Actor.Rule(rule.Id), $"rule:{rule.Id}");
        if (actions.Do(rule.Then) is { } no)
        {
            return Told(rule, "rejected", no.Sentence) with
            {
                Facts = [new("rule", rule.Id.Value), new("reason", no.Code), new("action", no.Place)],
            };
        }

        if (_allowance.Missing(rule.Id, _ticket, actions.Effects, _cause.At) is { } budget)
        {
            Deny(rule.Id, budget);
            return Told(rule, "budget", $"The budget of its {budget} is used up.") with { Facts = [new("rule", rule.Id.Value), new("budget", budget)] };
        }

        var sent = actions.Effects.Count(e => e.Leaves);
        if (sent > 0 || episode.Length > 0 || rule.MaxRuns is not null || rule.Once == RuleOnce.PerTicket)
        {
            actions.Record(new TicketEvent.RuleFired(rule.Id) { Episode = episode, Sent = sent });
        }

        Take(actions);
        _isSuppressed |= actions.IsSuppressed;
        _allowance.Grant(actions.Effects, _cause.At);
        var changes = string.Join(", ", actions.Events.Select(e => TicketEventKind.Of(e.Event)));
        return Told(rule, Fired, $"It fired: {(changes.Length == 0 ? "no net change" : changes)}.") with { Steps = why };
    }

    // Nothing of it happens; the ticket says so, and other rules may follow that.
    private void Deny(RuleId? rule, string budget)
    {
        var denial = Begin(Actor.System, "denied");
        denial.Record(new TicketEvent.AutomationDenied(rule, budget));
        Take(denial);
    }

    private ActionRun Begin(Actor by, string purpose) => new(_ticket, new ActionScene
    {
        By = by,
        Agent = _input.Events.Select(e => e.By).OfType<Actor.Agent>().LastOrDefault()?.Id,
        At = _cause.At,
        CausationId = _cause.CausationId,
        Depth = _depth,
        Purpose = purpose,
        MayAnswer = _input.MayAnswer,
        ContextOf = _input.ContextOf,
        RecipientsOf = _input.RecipientsOf,
    });

    private void Take(ActionRun actions)
    {
        _ticket = actions.Ticket;
        _events.AddRange(actions.Events);
        _effects.AddRange(actions.Effects);
        _woken.UnionWith(actions.Events.Select(e => TicketEventKind.Of(e.Event)));
    }

    private static bool MayBeAnswered(RuleAction action) => action switch
    {
        RuleAction.Notify notify => notify.To.Any(t => t.IsOutside),
        RuleAction.Reply => true,
        _ => false,
    };

    private static Trace Told(Rule rule, string code, string sentence) =>
        new(Area, code, $"{rule.Name}: {sentence}") { Facts = [new("rule", rule.Id.Value)] };
}
