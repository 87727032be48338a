using BenchmarkDotNet.Attributes;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Lifecycles;
using NodaTime;

namespace Helpdesk.Core.Benchmarks.Tickets;

/// <summary>
/// Does a ticket with a long history stay cheap: replaying its stream, one event more, a decision on it? Replaying is the
/// baseline: it may grow with the stream, the others hardly.
/// </summary>
[MemoryDiagnoser]
public class TicketStreamBenchmarks
{
    private RecordedEvent[] _stream = [];
    private Ticket _ticket = null!;
    private RecordedEvent _received = null!;
    private RecordedEvent _moved = null!;
    private RecordedEvent _tagged = null!;
    private DecisionContext _byAgent = null!;
    private DecisionContext _byCustomer = null!;
    private TicketCommand _reply = null!;
    private TicketCommand _replyHavingSeen = null!;
    private TicketCommand _resolve = null!;
    private TicketCommand _receive = null!;

    [Params(100, 1_000, 10_000)]
    public int Events { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _stream = LongTicket.Stream(Events);
        _ticket = Ticket.Replay(_stream);
        var last = _stream[^1];
        var now = last.At + Duration.FromMinutes(1);
        _byAgent = new DecisionContext(Lifecycle.Default, TicketPolicy.Default, LongTicket.Kim, now);
        _byCustomer = _byAgent with { By = LongTicket.Customer };
        _reply = new TicketCommand.Reply(LongTicket.Message(Events + 1));
        _replyHavingSeen = new TicketCommand.Reply(LongTicket.Message(Events + 1), LastSeen: _ticket.Messages[^1].Message);
        _resolve = new TicketCommand.Fire(Triggers.Resolve);
        _receive = LongTicket.Receive(Events + 1);
        _received = Next(((Decision.Accepted)_ticket.Decide(_receive, _byCustomer)).Events[0]);
        _moved = Next(((Decision.Accepted)_ticket.Decide(_resolve, _byAgent)).Events[0]);
        _tagged = Next(new TicketEvent.Tagged(["one-more"]));

        RecordedEvent Next(TicketEvent happened) => new(_ticket.Version + 1, now, LongTicket.Kim, "cause", 0, happened);
    }

    [Benchmark(Baseline = true)]
    public Ticket Replay_the_stream() => Ticket.Replay(_stream);

    [Benchmark]
    public Ticket Evolve_by_a_message() => _ticket.Evolve(_received);

    [Benchmark]
    public Ticket Evolve_by_a_status_change() => _ticket.Evolve(_moved);

    [Benchmark]
    public Ticket Evolve_by_a_tag() => _ticket.Evolve(_tagged);

    [Benchmark]
    public Decision Decide_to_reply() => _ticket.Decide(_reply, _byAgent);

    [Benchmark]
    public Decision Decide_to_reply_having_seen_the_last_message() => _ticket.Decide(_replyHavingSeen, _byAgent);

    [Benchmark]
    public Decision Decide_to_resolve() => _ticket.Decide(_resolve, _byAgent);

    [Benchmark]
    public Decision Decide_to_receive() => _ticket.Decide(_receive, _byCustomer);
}
