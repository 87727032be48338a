namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>Finds branches that never win, and branches that only seem to be for everybody they name.</summary>
internal static class LifecycleBranchVerifier
{
    private static readonly ActorKind[] Kinds = [ActorKind.Agent, ActorKind.Customer, ActorKind.Rule, ActorKind.System];

    public static void Verify(LifecycleBranches branches, List<Fault> faults)
    {
        var reported = new HashSet<(int, string)>();
        foreach (var status in branches.Definition.Statuses)
        {
            foreach (var trigger in branches.Triggers)
            {
                var indexes = branches.Of(status, trigger);
                Verify(status, [.. indexes.Select(i => branches.Definition.Transitions[i])], (later, code, sentence) =>
                {
                    if (reported.Add((indexes[later], code)))
                    {
                        faults.Add(new Fault(code, sentence, $"/transitions/{indexes[later]}"));
                    }
                });
            }
        }
    }

    private static void Verify(Status status, Transition[] branches, Action<int, string, string> report)
    {
        for (var i = 0; i < branches.Length; i++)
        {
            var later = branches[i];
            var taken = ActorKind.None;
            foreach (var kind in Kinds.Where(k => (later.Actors & k) != ActorKind.None))
            {
                taken |= NeverWins(later, branches.AsSpan(0, i), kind) ? kind : ActorKind.None;
            }

            if (i > 0 && later.Actors == taken)
            {
                report(i, "dead-branch", $"Earlier branches of '{later.Trigger}' from '{status.Id}' always win.");
            }
            else if (taken != ActorKind.None)
            {
                report(i, "overlap", $"For {taken}, an earlier branch of '{later.Trigger}' from '{status.Id}' always wins.");
            }

            if (later.Target is TransitionTarget.Remembered && !LifecycleReach.Remembers(status.Category))
            {
                report(i, "dead-branch", $"In '{status.Id}' a ticket remembers no status to come back to.");
            }

            if (later.Target is TransitionTarget.Forbidden && branches.Length > 1)
            {
                report(i, "overlap", $"'{later.Trigger}' from '{status.Id}' is forbidden and has other branches.");
            }
        }
    }

    // An agent with one of the roles and no other, for whom just these guards hold, is the one whom the fewest earlier
    // branches let pass: if one of them does for each role, the later branch never wins.
    private static bool NeverWins(Transition later, ReadOnlySpan<Transition> earlier, ActorKind kind)
    {
        string?[] roles = kind == ActorKind.Agent && later.Roles.Count > 0 ? [.. later.Roles] : [null];
        foreach (var role in roles)
        {
            var isTaken = false;
            foreach (var branch in earlier)
            {
                isTaken |= (branch.Actors & kind) != ActorKind.None
                    && (kind != ActorKind.Agent || branch.Roles.Count == 0 || (role is not null && branch.Roles.Contains(role, StringComparer.Ordinal)))
                    && branch.Guards.All(g => later.Guards.Contains(g, StringComparer.Ordinal))
                    && (branch.Target is not TransitionTarget.Remembered || later.Target is TransitionTarget.Remembered);
            }

            if (!isTaken)
            {
                return false;
            }
        }

        return true;
    }
}
