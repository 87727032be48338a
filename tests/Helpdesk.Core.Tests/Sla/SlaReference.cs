using Helpdesk.Core.Messages;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>
/// A slow simulation written from the definitions: a list of cycles a metric, each with the times in which it ran. The policy and
/// the priority are looked up after the events of a cause; an edit of the plan counts forward.
/// </summary>
internal sealed class SlaReference
{
    private readonly Dictionary<string, List<SlaReferenceCycle>> _cycles = SlaPlan.Metrics.ToDictionary(m => m.Id, _ => new List<SlaReferenceCycle>());
    private StatusCategory? _category;
    private Priority _priority;
    private bool _isGold;
    private bool _isAnswered;

    public static SlaReference Of(SlaPlan plan, IEnumerable<SlaBatch> batches)
    {
        var reference = new SlaReference();
        foreach (var batch in batches)
        {
            reference.Take(plan, batch);
        }

        return reference;
    }

    public IReadOnlyList<SlaReferenceCycle> Cycles(string metric) => _cycles[metric];

    public void Look(Instant at)
    {
        foreach (var cycle in _cycles.Values.SelectMany(c => c.TakeLast(1)))
        {
            cycle.Look(at);
        }
    }

    public void Take(SlaPlan plan, SlaBatch batch)
    {
        Look(batch.At);
        foreach (var happened in batch.Events.Select(e => e.Event))
        {
            _priority = happened is TicketEvent.PriorityChanged p ? p.Priority : happened is TicketEvent.Opened o ? o.Priority : _priority;
            _isGold = happened is TicketEvent.Transferred t ? t.Department.Value == "billing" : _isGold;
        }

        var promises = plan.For(_isGold);
        var isOpening = batch.Events.Any(e => e.Event is TicketEvent.Opened);
        foreach (var (happened, by) in InOrder(batch.Events.Select(e => (e.Event, e.By))))
        {
            var was = _category;
            _category = happened switch
            {
                TicketEvent.Opened o => o.Category,
                TicketEvent.StatusChanged s => s.Category,
                TicketEvent.LifecycleChanged l => l.Category,
                _ => _category,
            };
            var signals = Signals(happened, by, was, isOpening);
            foreach (var metric in SlaPlan.Metrics)
            {
                Step(SlaDefinitions.Of(metric), signals, was, batch.At, () => (promises.TimeOf(metric.Id, _priority), promises.Hours));
            }
        }

        foreach (var metric in SlaPlan.Metrics)
        {
            if (_cycles[metric.Id] is [.., { IsUnderWay: true } cycle])
            {
                cycle.Promise(promises.TimeOf(metric.Id, _priority), promises.Hours, batch.At);
            }
        }
    }

    // An agent who answers a solved ticket and reopens it by that answers an open one, whatever the stream has first.
    private List<(TicketEvent Event, Actor By)> InOrder(IEnumerable<(TicketEvent Event, Actor By)> events)
    {
        var all = events.ToList();
        var reopening = all.FindIndex(e => e.Event is TicketEvent.StatusChanged s && !IsDone(s.Category));
        if (IsDone(_category) && reopening > 0 && all.Exists(e => e.Event is TicketEvent.ReplySent))
        {
            var first = all[reopening];
            all.RemoveAt(reopening);
            all.Insert(0, first);
        }

        return all;
    }

    private static bool IsAway(StatusCategory? c) => c is StatusCategory.Spam or StatusCategory.Merged or StatusCategory.Deleted;

    private static bool IsDone(StatusCategory? c) => c is StatusCategory.Resolved or StatusCategory.Closed;

    private SlaSignals Signals(TicketEvent happened, Actor by, StatusCategory? was, bool isOpening)
    {
        switch (happened)
        {
            case TicketEvent.MessageReceived { Kind: MessageKind.Human }:
                return SlaSignals.CustomerMessage | (_isAnswered ? SlaSignals.CustomerFollowUp : SlaSignals.None);
            case TicketEvent.ReplySent when by is Actor.Agent && !isOpening:
                _isAnswered = true;
                return SlaSignals.AgentReply;
            case TicketEvent.NoteAdded:
                return SlaSignals.Note;
            case TicketEvent.Escalated:
                return SlaSignals.Escalated;
            case TicketEvent.Transferred:
                return SlaSignals.Transferred;
            case TicketEvent.Assigned assigned:
                return SlaSignals.Assigned | (by is Actor.Agent a && a.Id == assigned.Agent ? SlaSignals.Taken : SlaSignals.None);
        }

        if (was == _category || IsAway(_category))
        {
            return SlaSignals.None;
        }

        return (was is null ? SlaSignals.Opened : SlaSignals.None)
            | (IsDone(_category) && !IsDone(was) ? SlaSignals.Resolved : SlaSignals.None)
            | (IsDone(was) && !IsDone(_category) ? SlaSignals.Reopened : SlaSignals.None)
            | (_category == StatusCategory.Closed ? SlaSignals.Closed : SlaSignals.None)
            | (_category == StatusCategory.Live ? SlaSignals.LiveStarted : SlaSignals.None)
            | (was == StatusCategory.Live ? SlaSignals.LiveEnded : SlaSignals.None);
    }

    private void Step(SlaMetric metric, SlaSignals signals, StatusCategory? was, Instant at, Func<(Duration? Target, int Hours)> promised)
    {
        var cycles = _cycles[metric.Id];
        var last = cycles.LastOrDefault();
        var isPaused = metric.PauseIn.Contains(_category!.Value);
        if (IsAway(_category))
        {
            if (last is { IsUnderWay: true })
            {
                last.Finish(at, isFulfilled: false, isSuspended: true);
            }

            return; // nothing is measured while it is away
        }

        if (IsAway(was) && !IsDone(_category))
        {
            // It was solved when it was put away, or else its cycles were suspended.
            signals |= last is null ? SlaSignals.Opened : last.IsSuspended ? SlaSignals.None : SlaSignals.Reopened;
        }

        if (last is { IsSuspended: true } && !IsDone(_category))
        {
            last.Flow(at, isPaused);
            last.Promise(promised().Target, promised().Hours, at);
        }

        var starting = signals & metric.StartOn;
        starting = IsDone(_category) ? starting & ~(SlaSignals.AgentReply | SlaSignals.Transferred) : starting; // nobody owns or owes what is solved
        if (last is { IsUnderWay: true })
        {
            if ((signals & metric.FulfilOn) != SlaSignals.None)
            {
                last.Finish(at, isFulfilled: true, isSuspended: false);
                Begin(starting != SlaSignals.None && metric.Repeat == SlaRepeat.Always);
            }
            else if ((signals & (metric.ResetOn | metric.CancelOn)) != SlaSignals.None)
            {
                last.Finish(at, isFulfilled: false, isSuspended: false);
                Begin((signals & metric.ResetOn) != SlaSignals.None);
            }
            else
            {
                last.Flow(at, isPaused);
            }
        }
        else if (starting != SlaSignals.None)
        {
            switch (metric.Repeat)
            {
                case SlaRepeat.Continue when last is { IsFulfilled: true }:
                    last.Flow(at, isPaused);
                    break;
                case SlaRepeat.ContinueThroughout when last is { IsFulfilled: true }:
                    last.GoOn();
                    break;
                default:
                    Begin(last is null or { IsSuspended: false }
                        && (metric.Repeat != SlaRepeat.Once || last is null)
                        && (metric.Repeat != SlaRepeat.UntilFulfilled || !cycles.Exists(c => c.IsFulfilled)));
                    break;
            }
        }

        void Begin(bool isMeant)
        {
            if (isMeant)
            {
                cycles.Add(new SlaReferenceCycle(at));
                cycles[^1].Promise(promised().Target, promised().Hours, at);
                cycles[^1].Flow(at, isPaused);
            }
        }
    }
}
