namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>Follows the transitions as a graph: what can be reached, what has no way to an end, what timers run in circles.</summary>
internal static class LifecycleReach
{
    private static readonly StatusCategory[] Final =
        [StatusCategory.Closed, StatusCategory.Deleted, StatusCategory.Merged];

    /// <summary>A ticket begins in these: by a message, a chat or call, or on a spam verdict.</summary>
    public static IReadOnlyList<StatusCategory> Initial { get; } =
        [StatusCategory.New, StatusCategory.Live, StatusCategory.Spam];

    public static void Verify(LifecycleDefinition definition, List<Fault> faults)
    {
        var edges = Edges(definition);
        var reached = Spread(definition.Statuses.Where(s => IsEntry(definition, s)).Select(s => s.Id), edges);
        var backwards = edges.Select(e => (From: e.To, To: e.From)).ToList();
        var ends = Spread(definition.Statuses.Where(s => Final.Contains(s.Category)).Select(s => s.Id), backwards);
        for (var i = 0; i < definition.Statuses.Count; i++)
        {
            var status = definition.Statuses[i];
            if (!reached.Contains(status.Id))
            {
                faults.Add(new Fault("unreachable", $"No transition leads to '{status.Id}'.", $"/statuses/{i}"));
            }

            if (!ends.Contains(status.Id))
            {
                faults.Add(new Fault("trap", $"No way leads from '{status.Id}' to a final status.", $"/statuses/{i}"));
            }
        }

        VerifyTimers(definition, faults);
    }

    /// <summary>Whether a ticket can begin in the status.</summary>
    public static bool IsEntry(LifecycleDefinition definition, Status status) =>
        Initial.Contains(status.Category)
        && (status.Category == StatusCategory.Live // a chat begins in one live status, a call in another
            || status.IsDefault
            || (definition.Statuses.First(s => s.Category == status.Category).Id == status.Id
                && !definition.Statuses.Any(s => s.Category == status.Category && s.IsDefault)));

    private static void VerifyTimers(LifecycleDefinition definition, List<Fault> faults)
    {
        var steps = new List<(StatusId From, StatusId To)>();
        for (var i = 0; i < definition.Timers.Count; i++)
        {
            var timer = definition.Timers[i];
            if (definition.Statuses.FirstOrDefault(s => s.Id == timer.Status) is not { } status)
            {
                continue;
            }

            StatusId[] targets =
            [
                .. LifecycleTable.Branches(definition, status, timer.Fire)
                    .Where(t => (t.Actors & ActorKind.System) != ActorKind.None)
                    .SelectMany(t => Targets(definition, t, status)),
            ];
            if (targets.Length == 0)
            {
                faults.Add(new Fault("dead-timer", $"'{timer.Fire}' moves no ticket out of '{timer.Status}' by the system.", $"/timers/{i}"));
            }

            steps.AddRange(targets.Select(to => (timer.Status, to)));
        }

        for (var i = 0; i < definition.Timers.Count; i++)
        {
            var status = definition.Timers[i].Status;
            if (Spread(steps.Where(s => s.From == status).Select(s => s.To), steps).Contains(status))
            {
                faults.Add(new Fault("timer-cycle", $"Timers alone lead from '{status}' back to it, without an end.", $"/timers/{i}"));
            }
        }
    }

    private static List<(StatusId From, StatusId To)> Edges(LifecycleDefinition definition) =>
    [
        .. (from status in definition.Statuses
            from trigger in LifecycleTable.TriggersOf(definition)
            from transition in LifecycleTable.Branches(definition, status, trigger)
            from to in Targets(definition, transition, status)
            select (status.Id, to)).Distinct(),
    ];

    // "Back" leads to every status from which some transition leads here; a ticket that began as spam goes to the beginning.
    private static IEnumerable<StatusId> Targets(LifecycleDefinition definition, Transition transition, Status from) =>
        transition.Target switch
        {
            TransitionTarget.To to => [to.Status],
            TransitionTarget.Remembered => definition.Statuses
                .Where(s => LeadsTo(definition, s, from.Id) || (from.Category == StatusCategory.Spam && IsEntry(definition, s) && s.Id != from.Id))
                .Select(s => s.Id),
            _ => [],
        };

    private static bool LeadsTo(LifecycleDefinition definition, Status from, StatusId to) =>
        LifecycleTable.TriggersOf(definition)
            .SelectMany(t => LifecycleTable.Branches(definition, from, t))
            .Any(t => t.Target is TransitionTarget.To target && target.Status == to);

    private static HashSet<StatusId> Spread(IEnumerable<StatusId> seeds, List<(StatusId From, StatusId To)> edges)
    {
        var known = seeds.ToHashSet();
        var waiting = new Queue<StatusId>(known);
        var next = edges.ToLookup(e => e.From, e => e.To);
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
