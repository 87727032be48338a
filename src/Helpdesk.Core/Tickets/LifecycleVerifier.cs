namespace Helpdesk.Core.Tickets;

/// <summary>Finds what is wrong with a lifecycle before anybody depends on it: every fault at once, with its place.</summary>
internal static class LifecycleVerifier
{
    private static readonly StatusCategory[] Final =
        [StatusCategory.Closed, StatusCategory.Deleted, StatusCategory.Merged];

    // A ticket is born here: by a message, a chat or call, or on a spam verdict.
    private static readonly StatusCategory[] Initial =
        [StatusCategory.New, StatusCategory.Live, StatusCategory.Spam];

    public static IReadOnlyList<Fault> Verify(LifecycleDefinition definition)
    {
        var faults = new List<Fault>();
        VerifyStatuses(definition, faults);
        VerifyTransitions(definition, faults);
        if (faults.Count == 0)
        {
            VerifyReachability(definition, faults);
        }

        return faults;
    }

    private static void VerifyStatuses(LifecycleDefinition definition, List<Fault> faults)
    {
        var seen = new HashSet<StatusId>();
        for (var i = 0; i < definition.Statuses.Count; i++)
        {
            var status = definition.Statuses[i];
            if (string.IsNullOrWhiteSpace(status.Id.Value))
            {
                faults.Add(new Fault("blank", "A status has no id.", $"/statuses/{i}"));
            }
            else if (!seen.Add(status.Id))
            {
                faults.Add(new Fault("duplicate-status", $"Status '{status.Id}' is there twice.", $"/statuses/{i}"));
            }
        }

        foreach (var category in Enum.GetValues<StatusCategory>())
        {
            var defaults = definition.Statuses.Count(s => s.Category == category && s.IsDefault);
            if (defaults > 1)
            {
                faults.Add(new Fault("two-defaults", $"Category {category} has {defaults} default statuses.", "/statuses"));
            }

            if (Initial.Contains(category) && definition.Statuses.All(s => s.Category != category))
            {
                faults.Add(new Fault("missing-category", $"No status of category {category}: tickets begin there.", "/statuses"));
            }
        }
    }

    private static void VerifyTransitions(LifecycleDefinition definition, List<Fault> faults)
    {
        var ids = definition.Statuses.Select(s => s.Id).ToHashSet();
        var settled = new HashSet<(StatusCategory, TriggerId)>();
        for (var i = 0; i < definition.Transitions.Count; i++)
        {
            var transition = definition.Transitions[i];
            var place = $"/transitions/{i}";
            if (transition.Target is TransitionTarget.To to && !ids.Contains(to.Status))
            {
                faults.Add(new Fault("unknown-status", $"'{transition.Trigger}' leads to '{to.Status}', which is no status.", place));
            }

            foreach (var guard in transition.Guards.Where(g => !LifecycleGuards.All.Contains(g, StringComparer.Ordinal)))
            {
                faults.Add(new Fault("unknown-guard", $"'{guard}' is no guard.", place));
            }

            foreach (var from in transition.From)
            {
                if (settled.Contains((from, transition.Trigger)))
                {
                    faults.Add(new Fault(
                        "dead-branch",
                        $"An earlier branch of '{transition.Trigger}' from {from} always wins.",
                        place));
                }

                if (transition.Guards.Count == 0 && transition.Actors == ActorKind.Anyone)
                {
                    settled.Add((from, transition.Trigger));
                }
            }
        }
    }

    private static void VerifyReachability(LifecycleDefinition definition, List<Fault> faults)
    {
        var edges = Edges(definition);
        var reached = Spread(
            definition.Statuses.Where(s => Initial.Contains(s.Category) && IsEntry(definition, s)).Select(s => s.Id),
            edges);
        var backwards = edges.Select(e => (From: e.To, To: e.From)).ToList();
        var ends = Spread(definition.Statuses.Where(s => Final.Contains(s.Category)).Select(s => s.Id), backwards);

        foreach (var status in definition.Statuses)
        {
            if (!reached.Contains(status.Id))
            {
                faults.Add(new Fault("unreachable", $"No transition leads to '{status.Id}'.", $"/statuses/{status.Id}"));
            }

            if (!ends.Contains(status.Id))
            {
                faults.Add(new Fault("trap", $"No way leads from '{status.Id}' to a final status.", $"/statuses/{status.Id}"));
            }
        }
    }

    private static bool IsEntry(LifecycleDefinition definition, Status status) =>
        status.Category == StatusCategory.Live // a chat begins in one live status, a call in another
        || status.IsDefault
        || definition.Statuses.First(s => s.Category == status.Category).Id == status.Id;

    // "Back" can lead to any status that its trigger's counterpart left; treating it as leading to every non-final one is
    // exact enough: those all have ways of their own that are verified.
    private static List<(StatusId From, StatusId To)> Edges(LifecycleDefinition definition) =>
    [
        .. from transition in definition.Transitions
           from status in definition.Statuses
           where transition.From.Contains(status.Category)
           from to in transition.Target switch
           {
               TransitionTarget.To t => [t.Status],
               TransitionTarget.Remembered => definition.Statuses.Where(s => Initial.Contains(s.Category)).Select(s => s.Id),
               _ => Enumerable.Empty<StatusId>(),
           }
           select (status.Id, to),
    ];

    private static HashSet<StatusId> Spread(IEnumerable<StatusId> seeds, List<(StatusId From, StatusId To)> edges)
    {
        var known = seeds.ToHashSet();
        var waiting = new Queue<StatusId>(known);
        while (waiting.TryDequeue(out var at))
        {
            foreach (var (_, to) in edges.Where(e => e.From == at))
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
