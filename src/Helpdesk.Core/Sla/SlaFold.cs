using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Sla;

/// <summary>
/// The fold of events into clocks. At one event the order is: what ends a cycle, what starts one, what pauses and resumes; so an
/// answer in the due second is in time, and a metric that one event both fulfils and resets is fulfilled.
/// </summary>
internal sealed class SlaFold
{
    private readonly SlaPolicySet _set;
    private readonly SlaClock?[] _clocks;
    private readonly List<SlaClock> _strangers = [];
    private readonly List<SlaClock>? _past;
    private readonly SlaState _state;
    private SlaSituation _situation;
    private bool _isChanged;

    /// <param name="set">The policies.</param>
    /// <param name="state">The clocks so far.</param>
    /// <param name="category">The category so far; null for a ticket that begins.</param>
    /// <param name="past">Gets every cycle that another one follows.</param>
    public SlaFold(SlaPolicySet set, SlaState state, StatusCategory? category, List<SlaClock>? past = null)
    {
        _set = set;
        _state = state;
        _past = past;
        _situation = new SlaSituation(category, state.IsAnswered);
        _clocks = new SlaClock?[set.Metrics.Count];
        foreach (var clock in state.Clocks)
        {
            var place = set.PlaceOf(clock.Metric);
            if (place < 0)
            {
                _strangers.Add(clock);
            }
            else
            {
                _clocks[place] = clock;
            }
        }
    }

    /// <summary>What has to be recorded: breaches and warnings that have come, and cycles fulfilled.</summary>
    public List<TicketEvent> News { get; } = [];

    public SlaState State(SlaPolicyId? policy)
    {
        if (!_isChanged && policy == _state.Policy && _situation.IsAnswered == _state.IsAnswered)
        {
            return _state;
        }

        SlaClock[] clocks = [.. _clocks.OfType<SlaClock>(), .. _strangers];
        Array.Sort(clocks, (a, b) => string.CompareOrdinal(a.Metric, b.Metric));
        return new SlaState(clocks) { Policy = policy, IsAnswered = _situation.IsAnswered };
    }

    /// <summary>Takes note of what the stream already has.</summary>
    public void Know(TicketEvent happened)
    {
        switch (happened)
        {
            case TicketEvent.SlaBreached breached when Find(breached.Metric, breached.Cycle) is { } place && !_clocks[place]!.IsBreachTold:
                Set(place, _clocks[place]! with { IsBreachTold = true, BreachedAt = _clocks[place]!.BreachedAt ?? _clocks[place]!.BreachAt, BreachAt = null });
                break;
            case TicketEvent.SlaWarned warned when Find(warned.Metric, warned.Cycle) is { } place:
                Warned(place, warned.Level);
                break;
        }
    }

    /// <summary>Finds what has come up to a moment and was not told yet; what is told at the moment itself counts as come.</summary>
    public void Catch(Instant at)
    {
        for (var place = 0; place < _clocks.Length; place++)
        {
            while (_clocks[place] is { WarnAt: { } warn, WarnLevel: { } level, DueAt: var due } clock && warn <= at)
            {
                News.Add(new TicketEvent.SlaWarned(clock.Metric, level, warn, due) { Policy = clock.Policy, Cycle = clock.Cycle });
                Warned(place, level);
            }

            if (_clocks[place] is { BreachAt: { } edge } late && edge < at)
            {
                News.Add(new TicketEvent.SlaBreached(late.Metric, late.DueAt ?? edge) { At = edge, Policy = late.Policy, Cycle = late.Cycle });
                Set(place, late with { IsBreachTold = true, BreachedAt = edge, BreachAt = null });
            }
        }
    }

    public void Apply(RecordedEvent recorded, SlaPolicy policy, Priority priority)
    {
        var signals = _situation.Read(recorded);
        if (signals == SlaSignals.None && recorded.Event is not (TicketEvent.StatusChanged or TicketEvent.LifecycleChanged))
        {
            return;
        }

        for (var place = 0; place < _clocks.Length; place++)
        {
            Step(place, _set.Metrics[place], signals, recorded.At, policy, priority);
        }
    }

    /// <summary>Lets clocks under way follow the policy, and tells of the breaches that this finds in the past.</summary>
    public void Promise(SlaPolicy policy, Priority priority, Instant at, SlaEdit edit)
    {
        for (var place = 0; place < _clocks.Length; place++)
        {
            if (_clocks[place] is { IsUnderWay: true } clock)
            {
                clock = SlaClockwork.Promise(clock, policy, priority, at, edit, _set);
                if (clock.State == SlaClockState.Running)
                {
                    TellBreach(ref clock);
                }

                Set(place, clock);
            }
        }

        for (var i = 0; i < _strangers.Count; i++)
        {
            if (_strangers[i].IsUnderWay)
            {
                _strangers[i] = SlaClockwork.End(_strangers[i], SlaClockState.Cancelled, at, _set);
                _isChanged = true;
            }
        }
    }

    private void Step(int place, SlaMetric metric, SlaSignals signals, Instant at, SlaPolicy policy, Priority priority)
    {
        var clock = _clocks[place];
        if (_situation.IsAway)
        {
            if (clock is { IsUnderWay: true })
            {
                Set(place, SlaClockwork.End(clock, SlaClockState.Cancelled, at, _set) with { IsSuspended = true });
            }

            return;
        }

        // What is open again after it was away was either open before, and its clocks were suspended, or solved, and is reopened.
        signals |= !_situation.IsReturned ? SlaSignals.None : clock is null ? SlaSignals.Opened : clock.IsSuspended ? SlaSignals.None : SlaSignals.Reopened;
        if (clock is { IsSuspended: true } && !_situation.IsDone)
        {
            clock = SlaClockwork.Promise(Flow(clock, metric, at), policy, priority, at, SlaEdit.Forward, _set);
        }

        // Nobody owes an update on a solved ticket, and no department has it.
        const SlaSignals Unsolved = SlaSignals.AgentReply | SlaSignals.Transferred;
        var starts = (signals & metric.StartOn & (_situation.IsDone ? ~Unsolved : ~SlaSignals.None)) != SlaSignals.None;
        if (clock is { IsUnderWay: true })
        {
            var isFulfilled = (signals & metric.FulfilOn) != SlaSignals.None;
            var isReset = !isFulfilled && (signals & metric.ResetOn) != SlaSignals.None;
            if (isFulfilled || isReset || (signals & metric.CancelOn) != SlaSignals.None)
            {
                clock = SlaClockwork.End(clock, isFulfilled ? SlaClockState.Fulfilled : SlaClockState.Cancelled, at, _set);
                Tell(ref clock);
                starts = isReset || (isFulfilled && starts && metric.Repeat == SlaRepeat.Always);
                clock = starts ? Next(clock, metric, at, policy, priority) : clock;
            }
            else if (metric.IsPausedIn(_situation.Category!.Value) != (clock.State == SlaClockState.Paused))
            {
                clock = Flow(clock, metric, at);
            }
        }
        else if (starts)
        {
            clock = Start(clock, metric, at, policy, priority);
        }

        Set(place, clock);
    }

    private SlaClock? Start(SlaClock? clock, SlaMetric metric, Instant at, SlaPolicy policy, Priority priority) => (clock, metric.Repeat) switch
    {
        (null, _) => Next(null, metric, at, policy, priority),
        ({ IsSuspended: true }, _) or (_, SlaRepeat.Once) or ({ State: SlaClockState.Fulfilled }, SlaRepeat.UntilFulfilled) => clock,
        ({ State: SlaClockState.Fulfilled }, SlaRepeat.Continue) => Flow(clock, metric, at),
        ({ State: SlaClockState.Fulfilled }, SlaRepeat.ContinueThroughout) => SlaClockwork.GoOn(clock, at, _set),
        _ => Next(clock, metric, at, policy, priority),
    };

    private SlaClock Next(SlaClock? clock, SlaMetric metric, Instant at, SlaPolicy policy, Priority priority)
    {
        if (clock is not null)
        {
            _past?.Add(clock);
        }

        return Flow(SlaClockwork.Begin(metric.Id, clock, policy, priority, at), metric, at);
    }

    private SlaClock Flow(SlaClock clock, SlaMetric metric, Instant at) => metric.IsPausedIn(_situation.Category!.Value)
        ? SlaClockwork.Pause(clock, at, _set)
        : SlaClockwork.Run(clock, at, _set);

    // What is promised to nobody is told to nobody.
    private void Tell(ref SlaClock clock)
    {
        if (clock.Target is not { } target || clock.Policy == SlaPolicySet.InternalId)
        {
            return;
        }

        if (clock.State == SlaClockState.Fulfilled)
        {
            TellBreach(ref clock);
            News.Add(new TicketEvent.SlaFulfilled(clock.Metric, target, clock.Elapsed) { Policy = clock.Policy, Cycle = clock.Cycle });
        }
    }

    private void TellBreach(ref SlaClock clock)
    {
        if (clock is { BreachedAt: { } edge, IsBreachTold: false })
        {
            News.Add(new TicketEvent.SlaBreached(clock.Metric, clock.DueAt ?? edge) { At = edge, Policy = clock.Policy, Cycle = clock.Cycle });
            clock = clock with { IsBreachTold = true };
        }
    }

    // Only the next warning is looked for: the edge of a breach stays where it is, however late a warning is found.
    private void Warned(int place, string level)
    {
        var clock = _clocks[place]!;
        if (!clock.ToldLevels.Contains(level, StringComparer.Ordinal))
        {
            var told = clock with { ToldLevels = [.. clock.ToldLevels, level] };
            Set(place, SlaClockwork.Aim(told, clock.WarnAt ?? clock.StartedAt, _set) with { BreachAt = clock.BreachAt });
        }
    }

    private int? Find(string metric, int cycle) =>
        _set.PlaceOf(metric) is var place and >= 0 && _clocks[place]?.Cycle == cycle ? place : null;

    private void Set(int place, SlaClock? clock)
    {
        _isChanged |= !ReferenceEquals(_clocks[place], clock);
        _clocks[place] = clock;
    }
}
