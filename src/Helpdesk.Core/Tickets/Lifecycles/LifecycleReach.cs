namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>Follows the transitions as a graph: what can be reached, what has no way to an end, what timers run in circles.</summary>
internal sealed class LifecycleReach
{
    private static readonly StatusCategory[] Final =
        [StatusCategory.Closed, StatusCategory.Deleted, StatusCategory.Merged];

    private readonly LifecycleBranches _branches;
    private readonly LifecycleDefinition _definition;
    private readonly ILookup<StatusId, StatusId> _leadingTo;

    private LifecycleReach(LifecycleBranches branches)
    {
        _branches = branches;
        _definition = branches.Definition;
        _leadingTo = (from status in _definition.Statuses
                      from trigger in branches.Triggers
                      from transition in branches.TransitionsOf(status, trigger)
                      where transition.Target is TransitionTarget.To
                      select (From: status.Id, To: ((TransitionTarget.To)transition.Target).Status))
            .Distinct().ToLookup(e => e.To, e => e.From);
    }

    /// <summary>A ticket begins in these: by a message, a chat or call, or on a spam verdict.</summary>
    public static IReadOnlyList<StatusCategory> Initial { get; } =
        [StatusCategory.New, StatusCategory.Live, StatusCategory.Spam];

    public static void Verify(LifecycleBranches branches, List<Fault> faults)
    {
        var reach = new LifecycleReach(branches);
        reach.VerifyStatuses(faults);
        reach.VerifyTimers(faults);
    }

    /// <summary>Whether a ticket can begin in the status.</summary>
    public static bool IsEntry(LifecycleDefinition definition, Status status) =>
        Initial.Contains(status.Category)
        && (status.Category == StatusCategory.Live // a chat begins in one live status, a call in another
            || status.IsDefault
            || (definition.Statuses.First(s => s.Category == status.Category).Id == status.Id
                && !definition.Statuses.Any(s => s.Category == status.Category && s.IsDefault)));

    /// <summary>Whether a ticket in such a status remembers where it came from.</summary>
    public static bool Remembers(StatusCategory category) => category
        is StatusCategory.Postponed or StatusCategory.Spam or StatusCategory.Merged or StatusCategory.Deleted;

    private void VerifyStatuses(List<Fault> faults)
    {
        (StatusId From, StatusId To)[] edges =
        [
            .. (from status in _definition.Statuses
                from trigger in _branches.Triggers
                from transition in _branches.TransitionsOf(status, trigger)
                from to in Targets(transition, status)
                select (status.Id, to)).Distinct(),
        ];

        // Coming back to a status needs to have been there, so "back" makes nothing reachable.
        var onwards = _leadingTo.SelectMany(to => to, (to, from) => (From: from, To: to.Key)).ToLookup(e => e.From, e => e.To);
        var reached = Spread(_definition.Statuses.Where(s => IsEntry(_definition, s)).Select(s => s.Id), onwards);
        var ends = Spread(
            _definition.Statuses.Where(s => Final.Contains(s.Category)).Select(s => s.Id), edges.ToLookup(e => e.To, e => e.From));
        for (var i = 0; i < _definition.Statuses.Count; i++)
        {
            var status = _definition.Statuses[i];
            if (!reached.Contains(status.Id))
            {
                faults.Add(new Fault("unreachable", $"No transition leads to '{status.Id}'.", $"/statuses/{i}"));
            }

            if (!ends.Contains(status.Id))
            {
                faults.Add(new Fault("trap", $"No way leads from '{status.Id}' to a final status.", $"/statuses/{i}"));
            }
        }
    }

    private void VerifyTimers(List<Fault> faults)
    {
        var steps = new HashSet<(StatusId From, StatusId To)>();
        for (var i = 0; i < _definition.Timers.Count; i++)
        {
            var timer = _definition.Timers[i];
            if (_definition.Statuses.FirstOrDefault(s => s.Id == timer.Status) is not { } status)
            {
                continue;
            }

            StatusId[] targets =
            [
                .. _branches.TransitionsOf(status, timer.Fire)
                    .Where(t => (t.Actors & ActorKind.System) != ActorKind.None)
                    .SelectMany(t => Targets(t, status)),
            ];
            if (targets.Length == 0)
            {
                faults.Add(new Fault("dead-timer", $"'{timer.Fire}' moves no ticket out of '{timer.Status}' by the system.", $"/timers/{i}"));
            }

            steps.UnionWith(targets.Select(to => (timer.Status, to)));
        }

        var next = steps.ToLookup(s => s.From, s => s.To);
        for (var i = 0; i < _definition.Timers.Count; i++)
        {
            var status = _definition.Timers[i].Status;
            if (Spread(next[status], next).Contains(status))
            {
                faults.Add(new Fault("timer-cycle", $"Timers alone lead from '{status}' back to it, without an end.", $"/timers/{i}"));
            }
        }
    }

    // "Back" leads to every status from which some transition leads here; a ticket that began as spam goes to the beginning.
    private IEnumerable<StatusId> Targets(Transition transition, Status from) => transition.Target switch
    {
        TransitionTarget.To to => [to.Status],
        TransitionTarget.Remembered when Remembers(from.Category) => _definition.Statuses
            .Where(s => _leadingTo[from.Id].Contains(s.Id)
                || (from.Category == StatusCategory.Spam && IsEntry(_definition, s) && s.Id != from.Id))
            .Select(s => s.Id),
        _ => [],
    };

    private static HashSet<StatusId> Spread(IEnumerable<StatusId> seeds, ILookup<StatusId, StatusId> next)
    {
        var known = seeds.ToHashSet();
        var waiting = new Queue<StatusId>(known);
        while (waiting.TryDequeue(out var at))
        {
            foreach (var to in next[at])
            {
                if (known.Add(to))
                {
                    waiting.Enqueue(to);
                }
            }
        }

        return known;
    }
}
