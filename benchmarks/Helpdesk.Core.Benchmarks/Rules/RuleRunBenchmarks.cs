using BenchmarkDotNet.Attributes;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Benchmarks.Rules;

/// <summary>
/// What does a run over many rules cost with what the conditions found, beside the same run with a reason for every rule and nothing more?
/// Matching alone asks for the matching rules as often as the run looks from the top, at the same ticket; it changes nothing.
/// A sixth of the rules is woken by the event; three fire, one after the other.
/// </summary>
[MemoryDiagnoser]
[MinColumn]
public class RuleRunBenchmarks
{
    private const int Firing = 3;

    private static readonly string[] Kinds =
        ["ticket.created", "reply.sent", "note.added", "status.changed", "ticket.assigned", "ticket.transferred"];

    private readonly string[] _created = ["ticket.created", "message.received"];

    private RuleSet _set = RuleSet.Empty;
    private RuleRunInput _run = null!;
    private TicketFieldValues _values = null!;

    [Params(100, 1_000)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var rules = Enumerable.Range(0, Rules).Select(i => i < Firing ? Rule(i, $"t{i}", Untagged(i)) : Rule(i, "x", Elsewhere(i)));
        _set = RuleSet.Parse($"[{string.Join(',', rules)}]", TicketFields.Catalogue, new RuleReferences([], [], [])).Require();
        var message = World.Messages(20)[7];
        var opened = (Outcome.Changed)new HelpdeskEngine(HelpdeskConfiguration.Parse(World.Configuration).Require())
            .Receive(World.Arrival(message, SpamModel.Empty));
        _run = new RuleRunInput
        {
            Before = null,
            Ticket = opened.State.Ticket,
            Events = opened.Events,
            Message = message,
            MayAnswer = true,
            ContextOf = (_, by) => new DecisionContext(Lifecycle.Default, TicketPolicy.Default, by, World.Now),
        };
        _values = new TicketFieldValues(null, opened.State.Ticket, message, MessageKind.Human, World.Now) { Events = opened.Events };
        if (RuleRun.Of(_set, _run).Events.Count != Firing || _set.Matches(_created, _values).Count != Firing)
        {
            throw new InvalidOperationException("The run is not the one that was meant.");
        }
    }

    [Benchmark]
    public int Matching_alone()
    {
        var count = 0;
        for (var look = 0; look <= Firing; look++)
        {
            count += _set.Matches(_created, _values).Count;
        }

        return count;
    }

    [Benchmark(Baseline = true)]
    public RuleRunResult Run_with_a_reason_a_rule() => RuleRun.Of(_set, _run with { Detail = RuleRunDetail.Reasons });

    [Benchmark]
    public RuleRunResult Run_with_its_explanation() => RuleRun.Of(_set, _run);

    private static string Rule(int i, string tag, string when) =>
        $$"""{"id":"r{{i:d4}}","on":["{{(i < Firing ? Kinds[0] : Kinds[i % Kinds.Length])}}"],"when":{{when}},"then":[{"do":"addTags","tags":["{{tag}}"]}]}""";

    private static string Untagged(int i) => $$"""{"none":[{"field":"ticket.tags","op":"hasAny","value":["t{{i}}"]}]}""";

    private static string Elsewhere(int i) =>
        $$"""{"all":[{"field":"requester.domain","op":"eq","value":"c{{i % 200}}.example"},{"field":"ticket.priority","op":"ge","value":"normal"}]}""";
}
