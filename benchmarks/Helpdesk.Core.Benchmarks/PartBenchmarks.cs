using System.Text.RegularExpressions;
using BenchmarkDotNet.Attributes;
using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Email;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;

namespace Helpdesk.Core.Benchmarks;

/// <summary>What does each part of the flow cost, beside the work that a plain program would do in its place?</summary>
[MemoryDiagnoser]
public class PartBenchmarks
{
    private static readonly Regex Words = new(@"\w+", RegexOptions.Compiled, TimeSpan.FromSeconds(10));

    private ReadOnlyMemory<byte> _raw;
    private InboundMessage _message = null!;
    private SpamModel _model = null!;
    private SpamFeatures _features = null!;
    private HelpdeskEngine _engine = null!;
    private Arrival _arrival = null!;
    private Schedule _schedule = null!;
    private Condition _condition = null!;
    private TicketFieldValues _values = null!;
    private TransitionContext _context;
    private RuleSet _rules = null!;
    private RuleRunInput _run = null!;
    private MatchContext _match = null!;
    private AgentStanding[] _agents = null!;

    [GlobalSetup]
    public void Setup()
    {
        _raw = World.Mails(20)[7];
        _message = ((Pickup.Readable)MailReader.Read(_raw, World.Channel)).Message;
        _model = World.Model(100);
        _features = SpamFeatures.Of(SpamContent.Of(_message, false));
        _engine = new HelpdeskEngine(HelpdeskConfiguration.Parse(World.Configuration).Require());
        _arrival = World.Arrival(_message, _model);
        _schedule = Schedule.Parse("""{"zone":"Europe/Berlin","weekly":[{"day":1,"start":"08:00","end":"17:00"},{"day":2,"start":"08:00","end":"17:00"}]}""").Require();
        _condition = Condition.Parse(
            """{"all":[{"field":"ticket.priority","op":"ge","value":"normal"},{"field":"message.text","op":"containsWord","value":["outage","down"]}]}""",
            TicketFields.Catalogue).Require();
        var ticket = ((Outcome.Changed)_engine.Receive(_arrival)).State.Ticket;
        _values = new TicketFieldValues(null, ticket, _message, MessageKind.Human, World.Now);
        var opened = (Outcome.Changed)_engine.Receive(_arrival);
        _rules = RuleSet.Parse(
            """[{"id":"a","on":["ticket.created"],"when":{"field":"message.text","op":"containsWord","value":["outage"]},"then":[{"do":"setPriority","value":"urgent"}]}]""",
            TicketFields.Catalogue,
            new RuleReferences([], [], [])).Require();
        _run = new RuleRunInput
        {
            Before = null,
            Ticket = opened.State.Ticket,
            Events = opened.Events,
            Message = _message,
            MayAnswer = true,
            ContextOf = (_, by) => new DecisionContext(Lifecycle.Default, TicketPolicy.Default, by, World.Now),
        };
        _match = new MatchContext([], [Address.Mail("kim@acme.example")], [Address.Mail("support@acme.example")]);
        _agents = [.. Enumerable.Range(0, 50).Select(i => new AgentStanding(new AgentId($"agent{i}"), [new DepartmentId("support")], i % 7 != 0, 20, i * 7 % 20))];
        _context = new TransitionContext(ActorKind.Agent, World.Now, TicketPolicy.Default, World.Now);
    }

    [Benchmark(Baseline = true)]
    public int Baseline_split_the_text_into_words_by_a_compiled_regex() => Words.Count(_message.Text);

    [Benchmark]
    public Pickup Mail_is_read() => MailReader.Read(_raw, World.Channel);

    [Benchmark]
    public SpamFeatures Spam_features_are_read() => SpamFeatures.Of(SpamContent.Of(_message, false));

    [Benchmark]
    public SpamVerdict Spam_is_judged() => new SpamFilter(new SpamKnowledge(_model), new SpamThresholds()).Classify(_features);

    [Benchmark]
    public bool Condition_is_evaluated() => _condition.Evaluate(_values);

    [Benchmark]
    public TransitionOutcome Lifecycle_is_asked() => Lifecycle.Default.Fire(new StatusId("open"), Triggers.Resolve, _context);

    [Benchmark]
    public Instant? Schedule_adds_four_hours() => _schedule.Add(World.Now, Duration.FromHours(4));

    [Benchmark]
    public RuleRunResult Rules_run() => RuleRun.Of(_rules, _run);

    [Benchmark]
    public ThreadMatch Thread_is_found() => ThreadMatcher.Match(_message, MessageKind.Human, _match);

    [Benchmark]
    public RoutingDecision Agent_is_chosen_of_fifty() => Router.Choose(new DepartmentId("support"), _agents);

    [Benchmark]
    public SlaAdvance Sla_clocks_begin() =>
        SlaTimekeeper.Advance(SlaState.Empty, null, _run.Ticket, _run.Events, _values, SlaPolicySet.Empty);

    [Benchmark]
    public Outcome Engine_takes_a_message() => _engine.Receive(_arrival);
}
