namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>Finds what is wrong with a lifecycle before anybody depends on it: every fault at once, with its place.</summary>
internal static class LifecycleVerifier
{
    private const int MaxStatuses = 200;
    private const int MaxTransitions = 2_000;

    public static IReadOnlyList<Fault> Verify(LifecycleDefinition definition)
    {
        var faults = new List<Fault>();
        if (string.IsNullOrWhiteSpace(definition.Version) || definition.Version.Length > 100)
        {
            faults.Add(new Fault("bad-version", "A lifecycle has a version of at most 100 characters.", "/version"));
        }

        TooMany(definition.Statuses.Count, MaxStatuses, "statuses", faults);
        TooMany(definition.Triggers.Count, Lifecycle.MaxTriggers - Triggers.All.Count, "triggers", faults);
        TooMany(definition.Transitions.Count, MaxTransitions, "transitions", faults);
        if (faults.Exists(f => f.Code == "too-many"))
        {
            return faults; // What follows takes time with the product of the three.
        }

        LifecycleTextVerifier.Verify(definition, faults);
        VerifyStatuses(definition, faults);
        VerifyTriggers(definition, faults);
        VerifyGuards(definition, faults);
        VerifyTransitions(definition, faults);
        VerifyTimers(definition, faults);
        VerifyMaps(definition, faults);
        var branches = new LifecycleBranches(definition);
        LifecycleBranchVerifier.Verify(branches, faults);
        LifecycleReach.Verify(branches, faults);
        return faults;
    }

    private static void TooMany(int count, int most, string what, List<Fault> faults)
    {
        if (count > most)
        {
            faults.Add(new Fault("too-many", $"A lifecycle has at most {most} {what} of its own.", $"/{what}"));
        }
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

            if (string.IsNullOrWhiteSpace(status.AgentLabel) || string.IsNullOrWhiteSpace(status.CustomerLabel))
            {
                faults.Add(new Fault("blank", $"Status '{status.Id}' needs a label for agents and one for customers.", $"/statuses/{i}"));
            }
        }

        foreach (var category in Enum.GetValues<StatusCategory>())
        {
            var defaults = definition.Statuses.Count(s => s.Category == category && s.IsDefault);
            if (defaults > 1)
            {
                faults.Add(new Fault("two-defaults", $"Category {category} has {defaults} default statuses.", "/statuses"));
            }

            if (LifecycleReach.Initial.Contains(category) && definition.Statuses.All(s => s.Category != category))
            {
                faults.Add(new Fault("missing-category", $"No status of category {category}: tickets begin there.", "/statuses"));
            }
        }
    }

    private static void VerifyTriggers(LifecycleDefinition definition, List<Fault> faults)
    {
        var seen = Triggers.All.ToHashSet();
        for (var i = 0; i < definition.Triggers.Count; i++)
        {
            var trigger = definition.Triggers[i];
            if (string.IsNullOrWhiteSpace(trigger.Id.Value) || string.IsNullOrWhiteSpace(trigger.Label))
            {
                faults.Add(new Fault("blank", "A trigger needs an id and a label.", $"/triggers/{i}"));
            }
            else if (!seen.Add(trigger.Id))
            {
                faults.Add(new Fault("duplicate-trigger", $"Trigger '{trigger.Id}' is there already.", $"/triggers/{i}"));
            }
        }
    }

    private static void VerifyGuards(LifecycleDefinition definition, List<Fault> faults)
    {
        foreach (var name in definition.Guards.Keys.Where(n => string.IsNullOrWhiteSpace(n) || LifecycleGuards.All.Contains(n, StringComparer.Ordinal)))
        {
            faults.Add(new Fault("bad-guard", $"'{name}' is no name for a guard of its own.", LifecycleTextVerifier.Below("/guards", name)));
        }
    }

    private static void VerifyTransitions(LifecycleDefinition definition, List<Fault> faults)
    {
        var ids = definition.Statuses.Select(s => s.Id).ToHashSet();
        var triggers = Triggers.All.Concat(definition.Triggers.Select(t => t.Id)).ToHashSet();
        for (var i = 0; i < definition.Transitions.Count; i++)
        {
            var transition = definition.Transitions[i];
            var place = $"/transitions/{i}";
            if (!triggers.Contains(transition.Trigger))
            {
                faults.Add(new Fault("unknown-trigger", $"'{transition.Trigger}' is no trigger.", place));
            }

            if (transition.From.Count + transition.FromStatuses.Count == 0)
            {
                faults.Add(new Fault("empty", $"A transition of '{transition.Trigger}' leaves no status.", place));
            }

            if (transition.Actors == ActorKind.None || (transition.Actors & ~ActorKind.Anyone) != ActorKind.None)
            {
                faults.Add(new Fault("no-actor", $"Nobody may fire this transition of '{transition.Trigger}'.", place));
            }

            if (transition.Roles.Count > 0 && (transition.Actors & ActorKind.Agent) == ActorKind.None)
            {
                faults.Add(new Fault("roles-without-agent", "Roles bind agents, and this transition is for none.", place));
            }

            if (transition.Effects.Count > 0 && transition.Target is not (TransitionTarget.To or TransitionTarget.Remembered))
            {
                faults.Add(new Fault("effect-without-move", "Only a move has effects.", place));
            }

            var to = transition.Target is TransitionTarget.To t ? [t.Status] : Array.Empty<StatusId>();
            foreach (var unknown in to.Concat(transition.FromStatuses).Where(s => !ids.Contains(s)))
            {
                faults.Add(new Fault("unknown-status", $"'{unknown}' in a transition of '{transition.Trigger}' is no status.", place));
            }

            foreach (var guard in transition.Guards.Where(g => !LifecycleGuards.All.Contains(g, StringComparer.Ordinal) && !definition.Guards.ContainsKey(g)))
            {
                faults.Add(new Fault("unknown-guard", $"'{guard}' is no guard.", place));
            }
        }
    }

    private static void VerifyTimers(LifecycleDefinition definition, List<Fault> faults)
    {
        var ids = definition.Statuses.Select(s => s.Id).ToHashSet();
        var triggers = Triggers.All.Concat(definition.Triggers.Select(t => t.Id)).ToHashSet();
        var timed = new HashSet<StatusId>();
        for (var i = 0; i < definition.Timers.Count; i++)
        {
            var (status, after, fire) = definition.Timers[i];
            var place = $"/timers/{i}";
            if (!ids.Contains(status))
            {
                faults.Add(new Fault("unknown-status", $"'{status}' is no status.", place));
            }
            else if (!timed.Add(status))
            {
                faults.Add(new Fault("two-timers", $"Status '{status}' has a timer already.", place));
            }

            if (after <= NodaTime.Duration.Zero || after > NodaTime.Duration.FromDays(10_000))
            {
                faults.Add(new Fault("bad-duration", "A timer waits longer than nothing and at most 10,000 days.", place));
            }

            if (!triggers.Contains(fire))
            {
                faults.Add(new Fault("unknown-trigger", $"'{fire}' is no trigger.", place));
            }
            else if (!Triggers.IsByHand(fire))
            {
                faults.Add(new Fault("trigger-needs-more", $"'{fire}' comes with a message, an instant or a ticket; a timer has none.", place));
            }
        }
    }

    private static void VerifyMaps(LifecycleDefinition definition, List<Fault> faults)
    {
        var ids = definition.Statuses.Select(s => s.Id).ToHashSet();
        for (var i = 0; i < definition.Maps.Count; i++)
        {
            var map = definition.Maps[i];
            if (string.IsNullOrWhiteSpace(map.From) || map.From == definition.Version
                || definition.Maps.Take(i).Any(m => m.From == map.From))
            {
                faults.Add(new Fault("bad-map", "A map comes from another version, one map each.", $"/maps/{i}"));
            }

            foreach (var to in map.Statuses.Values.Where(s => !ids.Contains(s)).Distinct())
            {
                faults.Add(new Fault("unknown-status", $"The map leads to '{to}', which is no status.", $"/maps/{i}"));
            }
        }
    }
}
