using System.Text.Json.Nodes;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Rules;

/// <summary>
/// A run of many rules as a chain of runs of one rule each: slow, obvious, and without an explanation, an index or a memory of its
/// own. Order, waking, stopping and "at most once" are told again here from the texts; what one rule does is asked of the library.
/// </summary>
internal sealed class PlainRun
{
    // No generated rule listens to it, nor asks for it: it wakes the one rule that is looked at.
    private const string Marker = "close.warned";

    private readonly RuleTurn _turn;
    private readonly RuleMode _mode;
    private readonly List<One> _rules;
    private readonly HashSet<string> _stopped = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Instant>> _sent = new(StringComparer.Ordinal);
    private readonly HashSet<string> _woken;
    private bool _isStopped;

    private PlainRun(RuleCase rules, RuleTurn turn)
    {
        (_turn, _mode, Ticket) = (turn, rules.Mode, turn.Input.Ticket);
        _woken = [.. turn.Input.Events.Select(e => TicketEventKind.Of(e.Event))];
        _rules = [.. rules.Rules.Select(t => new One(t)).OrderBy(r => r.Order).ThenBy(r => r.Id, StringComparer.Ordinal)];
        var from = 0;
        while (Step(from) is { } place)
        {
            from = _mode == RuleMode.Cycle ? 0 : place + 1;
        }
    }

    public Ticket Ticket { get; private set; }

    public List<RecordedEvent> Events { get; } = [];

    public List<RuleEffect> Effects { get; } = [];

    public bool IsSuppressed { get; private set; }

    /// <summary>What came of the rules that something came of, in the order in which it came.</summary>
    public List<(string Id, string Code, IReadOnlyList<RecordedEvent> Events, IReadOnlyList<RuleEffect> Effects)> Settled { get; } = [];

    public RuleRunResult Result => new(Ticket, Events, Effects, _turn.Result.Trace) { IsSuppressed = IsSuppressed };

    public static PlainRun Of(RuleCase rules, RuleTurn turn) => new(rules, turn);

    // The place of the first rule that something comes of; null for none.
    private int? Step(int from)
    {
        for (var place = from; place < _rules.Count; place++)
        {
            var rule = _rules[place];
            if (_isStopped || _stopped.Contains(rule.Category) || Settled.Exists(s => s.Id == rule.Id) || !rule.On.Any(k => Wakes(k, rule)))
            {
                continue;
            }

            var alone = RuleRun.Of(rule.Alone, Input());
            var code = alone.Trace.Steps[0].Code;
            if (RuleTurn.Settling.Contains(code))
            {
                Take(rule, code, alone);
                return place;
            }
        }

        return null;
    }

    private bool Wakes(string kind, One rule) => kind == TimeRules.Kind
        ? _turn.Input.Events.Any(e => e.Event is TicketEvent.RuleDue due && due.Rule.Value == rule.Id)
        : _woken.Contains(kind);

    private void Take(One rule, string code, RuleRunResult alone)
    {
        Settled.Add((rule.Id, code, alone.Events, alone.Effects));
        Ticket = alone.Ticket;
        Events.AddRange(alone.Events);
        Effects.AddRange(alone.Effects);
        IsSuppressed |= alone.IsSuppressed;
        _woken.UnionWith(alone.Events.Select(e => TicketEventKind.Of(e.Event)));
        foreach (var address in alone.Effects.SelectMany(RuleStory.Receivers))
        {
            _sent.TryAdd(address.Key, []);
            _sent[address.Key].Add(_turn.Input.Events[^1].At);
        }

        if (code == "fired")
        {
            _isStopped |= rule.Stop == "all";
            if (rule.Stop == "category")
            {
                _stopped.Add(rule.Category);
            }
        }
    }

    private RuleRunInput Input()
    {
        var sent = _sent.ToDictionary(s => s.Key, s => s.Value.ToArray(), StringComparer.Ordinal);
        var first = _turn.Input.Events[0];
        return _turn.Input with
        {
            Ticket = Ticket,
            Events = [first with { By = Actor.System, CausationDepth = 0, Event = new TicketEvent.CloseWarned() }, .. _turn.Input.Events],
            SentTo = address => [.. _turn.Input.SentTo(address), .. sent.GetValueOrDefault(address.Key) ?? []],
        };
    }

    private sealed class One
    {
        public One(string text)
        {
            var json = JsonNode.Parse(text)!.AsObject();
            Id = (string)json["id"]!;
            Order = (int)json["order"]!;
            Category = (string?)json["category"] ?? "";
            Stop = (string?)json["stop"] ?? "none";
            On = [.. json["on"]!.AsArray().Select(e => (string)e!)];
            if (On is not [TimeRules.Kind])
            {
                json["on"] = new JsonArray(On.Contains(TimeRules.Kind) ? [Marker, TimeRules.Kind] : [Marker]);
            }

            Alone = RuleStory.Read([json.ToJsonString()]);
        }

        public string Id { get; }

        public int Order { get; }

        public string Category { get; }

        public string Stop { get; }

        public string[] On { get; }

        public RuleSet Alone { get; }
    }
}
