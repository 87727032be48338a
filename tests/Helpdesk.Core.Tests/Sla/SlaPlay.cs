using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>Plays batches of events step by step, and records what the clocks say to them as the engine does.</summary>
internal sealed class SlaPlay(SlaPolicySet policies)
{
    private readonly List<RecordedEvent> _stream = [];
    private int _causes;

    public SlaPolicySet Policies { get; set; } = policies;

    public IReadOnlyList<RecordedEvent> Stream => _stream;

    public SlaState State { get; private set; } = SlaState.Empty;

    public Ticket Ticket { get; private set; } = null!;

    public Instant Now => _stream[^1].At;

    public IEnumerable<TicketEvent> News => _stream.Select(e => e.Event).Where(IsNews);

    public static SlaPlay Of(SlaPolicySet policies, IEnumerable<SlaBatch> batches)
    {
        var play = new SlaPlay(policies);
        foreach (var batch in batches)
        {
            play.Do(batch);
        }

        return play;
    }

    public static bool IsNews(TicketEvent happened) => happened is TicketEvent.SlaApplied or TicketEvent.SlaWarned
        or TicketEvent.SlaBreached or TicketEvent.SlaFulfilled;

    public SlaPlay Do(SlaBatch batch)
    {
        var (before, first) = (Ticket, _stream.Count);
        _causes++;
        foreach (var (happened, by) in batch.Events)
        {
            Record(batch.At, by, happened);
        }

        var values = new TicketFieldValues(before, Ticket, null, default, batch.At);
        var advance = SlaTimekeeper.Advance(State, before, Ticket, _stream[first..], values, Policies);
        State = advance.State;
        foreach (var news in advance.News)
        {
            Record(batch.At, Actor.System, news);
        }

        return this;
    }

    public SlaPlay Do(Instant at, TicketEvent happened, Actor? by = null) => Do(new SlaBatch(at, [(happened, by ?? Actor.System)]));

    /// <summary>Lets the timer ring, as the engine does: one piece of news is the cause, the rest follows.</summary>
    public SlaPlay Ring(Instant at) => SlaTimekeeper.Due(State, at, Policies) is [var come, ..] ? Do(at, come) : this;

    /// <summary>Rings whenever it is time, up to a moment.</summary>
    public SlaPlay RingUntil(Instant at)
    {
        while (State.NextWakeAt is { } wake && wake <= at)
        {
            var known = _stream.Count;
            Ring(Instant.Max(wake, Now));
            Assert.True(_stream.Count > known, $"Woken at {wake} for nothing.");
        }

        return this;
    }

    private void Record(Instant at, Actor by, TicketEvent happened)
    {
        _stream.Add(new RecordedEvent(_stream.Count + 1, at, by, $"cause {_causes}", 0, happened));
        Ticket = _stream.Count == 1 ? Ticket.Replay(_stream) : Ticket.Evolve(_stream[^1]);
    }
}
