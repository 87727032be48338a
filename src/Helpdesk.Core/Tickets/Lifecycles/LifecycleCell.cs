using System.Runtime.CompilerServices;

namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>What one trigger does in one status, compiled: most cells know their answer by the actor alone.</summary>
internal readonly struct LifecycleCell
{
    private readonly LifecycleBranch[] _branches;
    private readonly TransitionOutcome? _free;
    private readonly TransitionOutcome _denied;
    private readonly LifecycleBranch? _only;
    private readonly int _asked;

    private LifecycleCell(LifecycleBranch[] branches, TransitionOutcome notPermitted)
    {
        _branches = branches;
        _denied = branches is [.., var last] ? last.WrongActor : notPermitted;
        if (branches is [{ Free: { } outcome } first, ..])
        {
            _free = outcome;
            FreeFor = first.Actors;
        }

        _only = branches is [{ IsPlain: true } only] ? only : null;
        foreach (var branch in branches)
        {
            GuardedFor |= branch.Actors & ~FreeFor;
            _asked |= branch.Needs;
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TransitionOutcome Ask(LifecycleTable table, in TransitionContext context) =>
        (GuardedFor & context.Actor) == ActorKind.None ? (FreeFor & context.Actor) != ActorKind.None ? _free! : _denied
        : _only is { } branch ? branch.AskPlain(table, context)
        : AskBranches(table, context);

    /// <summary>The same answer, in short.</summary>
    public LifecyclePermit Permit() => LifecyclePermit.Of(_branches);

    /// <summary>What every branch says, in order; one refusal when there are none.</summary>
    public TransitionOutcome[] AskAll(LifecycleTable table, in TransitionContext context)
    {
        if (_branches.Length == 0)
        {
            return [_denied];
        }

        var held = LifecycleGuards.Held(_asked, table, context);
        var all = new TransitionOutcome[_branches.Length];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = _branches[i].Ask(table, context, held);
        }

        return all;
    }

    /// <summary>What the first branch that lets pass says, or else the last one.</summary>
    public TransitionOutcome AskBranches(LifecycleTable table, in TransitionContext context)
    {
        var held = LifecycleGuards.Held(_asked, table, context);
        var refusal = _denied;
        foreach (var branch in _branches)
        {
            var outcome = branch.Ask(table, context, held);
            if (outcome.IsPermitted)
            {
                return outcome;
            }

            refusal = outcome;
        }

        return refusal;
    }
}
