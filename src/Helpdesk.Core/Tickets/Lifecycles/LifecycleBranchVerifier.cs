namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>Finds branches that never win, and branches that only seem to be for everybody they name.</summary>
internal static class LifecycleBranchVerifier
{
    public static void Verify(LifecycleDefinition definition, List<Fault> faults)
    {
        var reported = new HashSet<(Transition, string)>();
        foreach (var status in definition.Statuses)
        {
            foreach (var trigger in LifecycleTable.TriggersOf(definition))
            {
                Verify(status, [.. LifecycleTable.Branches(definition, status, trigger)], (later, code, sentence) =>
                {
                    if (reported.Add((later, code)))
                    {
                        faults.Add(new Fault(code, sentence, $"/transitions/{IndexOf(definition, later)}"));
                    }
                });
            }
        }
    }

    private static void Verify(Status status, List<Transition> branches, Action<Transition, string, string> report)
    {
        for (var i = 0; i < branches.Count; i++)
        {
            var later = branches[i];
            var taken = ActorKind.None;
            foreach (var earlier in branches.Take(i).Where(e => WinsBefore(e, later)))
            {
                taken |= earlier.Actors;
            }

            if ((later.Actors & ~taken) == ActorKind.None)
            {
                report(later, "dead-branch", $"Earlier branches of '{later.Trigger}' from '{status.Id}' always win.");
            }
            else if ((later.Actors & taken) != ActorKind.None)
            {
                report(later, "overlap", $"For {later.Actors & taken}, an earlier branch of '{later.Trigger}' from '{status.Id}' always wins.");
            }

            if (later.Target is TransitionTarget.Forbidden && branches.Count > 1)
            {
                report(later, "overlap", $"'{later.Trigger}' from '{status.Id}' is forbidden and has other branches.");
            }
        }
    }

    // Whatever lets the later one pass lets the earlier one pass too.
    private static bool WinsBefore(Transition earlier, Transition later) =>
        earlier.Guards.All(g => later.Guards.Contains(g, StringComparer.Ordinal))
        && (earlier.Roles.Count == 0
            || (later.Roles.Count > 0 && later.Roles.All(r => earlier.Roles.Contains(r, StringComparer.Ordinal))));

    private static int IndexOf(LifecycleDefinition definition, Transition transition)
    {
        var index = 0;
        while (!ReferenceEquals(definition.Transitions[index], transition))
        {
            index++;
        }

        return index;
    }
}
