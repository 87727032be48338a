using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Analysis;

/// <summary>
/// Whether answers to whole conditions exclude one another: groups are split into their cases, and each case has to be a
/// contradiction of comparisons. Sound, not complete: yes is certain.
/// </summary>
internal sealed class Exclusion
{
    private const int MaxCases = 256;

    private readonly Effort _effort;
    private readonly Predicate<Condition.Comparison> _counts;
    private int _cases;

    private Exclusion(Effort effort, Predicate<Condition.Comparison> counts) => (_effort, _counts) = (effort, counts);

    /// <summary>Whether the conditions are never answered so at one time.</summary>
    public static bool Is(Effort effort, params IEnumerable<(Condition Condition, bool Wanted)> answers) =>
        Is(effort, _ => true, answers);

    /// <summary>The same where only some comparisons count, and the others may be answered as they like.</summary>
    public static bool Is(
        Effort effort, Predicate<Condition.Comparison> counts, params IEnumerable<(Condition Condition, bool Wanted)> answers) =>
        new Exclusion(effort, counts).IsClosed([], new Queue<(Condition, bool)>(answers));

    // One case: what has to be answered so, and what is still to be taken apart.
    private bool IsClosed(List<(Condition.Comparison Comparison, bool Wanted)> literals, Queue<(Condition Condition, bool Wanted)> open)
    {
        if (++_cases > MaxCases)
        {
            return false;
        }

        var choices = new Queue<(IReadOnlyList<Condition> Parts, bool Wanted)>();
        while (open.TryDequeue(out var next))
        {
            if (next.Condition is Condition.Comparison comparison)
            {
                if (_counts(comparison))
                {
                    literals.Add((comparison, next.Wanted));
                }

                continue;
            }

            var (parts, wanted, isEach) = Parts(next.Condition, next.Wanted);
            if (isEach || parts.Count == 1)
            {
                foreach (var part in parts)
                {
                    open.Enqueue((part, wanted));
                }
            }
            else
            {
                choices.Enqueue((parts, wanted));
            }
        }

        if (!_effort.Spend([.. literals.Select(l => l.Comparison)]))
        {
            return false;
        }

        return Contradiction.Is(literals)
            || (choices.TryDequeue(out var choice) && choice.Parts.All(p => IsClosed(
                [.. literals], new Queue<(Condition, bool)>([(p, choice.Wanted), .. choices.Select(Rest)]))));
    }

    // Every part has to be answered so, or some part.
    private static (IReadOnlyList<Condition> Parts, bool Wanted, bool IsEach) Parts(Condition condition, bool wanted) => condition switch
    {
        Condition.All all => (all.Parts, wanted, wanted),
        Condition.Any any => (any.Parts, wanted, !wanted),
        Condition.None none => (none.Parts, !wanted, wanted),
        Condition.Not not => ([not.Part], !wanted, true),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    // A choice that waits goes along as a group.
    private static (Condition Condition, bool Wanted) Rest((IReadOnlyList<Condition> Parts, bool Wanted) choice) =>
        choice.Wanted
            ? (new Condition.Any(choice.Parts, isBounded: true), true)
            : (new Condition.All(choice.Parts, isBounded: true), false);
}
