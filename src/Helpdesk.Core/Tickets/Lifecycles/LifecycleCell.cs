using System.Runtime.CompilerServices;

namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>What one trigger does in one status, compiled: most cells know their answer by the actor alone.</summary>
internal readonly struct LifecycleCell
{
    private readonly LifecycleBranch[] _branches;
    private readonly TransitionOutcome? _free;
    private readonly TransitionOutcome _denied;

    private LifecycleCell(LifecycleBranch[] branches, TransitionOutcome notPermitted)
    {
        _branches = branches;
        _denied = branches is [.., var last] ? last.WrongActor : notPermitted;
        if (branches is [{ Free: { } outcome } first, ..])
        {
            _free = outcome;
            FreeFor = first.Actors;
        }

        foreach (var branch in branches)
        {
            GuardedFor |= branch.Actors & ~FreeFor;
        }
    }

    /// <summary>The actors whom nothing can refuse.</summary>
    public ActorKind FreeFor { get; }

    /// <summary>The actors for whom it depends.</summary>
    public ActorKind GuardedFor { get; }

    public static LifecycleCell Of(LifecycleBranches branches, Status[] statuses, Status from, TriggerId trigger) => new(
        [
            .. branches.TransitionsOf(from, trigger)
                .Where(t => t.Target is not TransitionTarget.Forbidden)
                .Select(t => new LifecycleBranch(branches.Definition, t, statuses, from)),
        ],
        TransitionOutcome.Refuse(from.Id, trigger, "not-permitted", $"'{trigger}' is not permitted in status '{from.Id}'."));

    // Who is bound by a guard is rare; the rest is a choice and no jump.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TransitionOutcome Ask(LifecycleTable table, in TransitionContext context) =>
        (GuardedFor & context.Actor) != ActorKind.None ? AskBranches(table, context)
        : (FreeFor & context.Actor) != ActorKind.None ? _free!
        : _denied;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Permits(LifecycleTable table, in TransitionContext context) =>
        (GuardedFor & context.Actor) != ActorKind.None
            ? AskBranches(table, context).IsPermitted
            : (FreeFor & context.Actor) != ActorKind.None;

    /// <summary>What every branch says, in order; one refusal when there are none.</summary>
    public TransitionOutcome[] AskAll(LifecycleTable table, in TransitionContext context)
    {
        if (_branches.Length == 0)
        {
            return [_denied];
        }

        var all = new TransitionOutcome[_branches.Length];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = _branches[i].Ask(table, context);
        }

        return all;
    }

    private TransitionOutcome AskBranches(LifecycleTable table, in TransitionContext context)
    {
        var refusal = _denied;
        foreach (var branch in _branches)
        {
            var outcome = branch.Ask(table, context);
            if (outcome.IsPermitted)
            {
                return outcome;
            }

            refusal = outcome;
        }

        return refusal;
    }
}
