using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Helpdesk.Core.Tickets;

/// <summary>
/// The state machine of tickets: versioned, verified data, and the one type that decides whether a transition is
/// permitted. Immutable; safe from any number of threads.
/// </summary>
public sealed class Lifecycle
{
    private readonly FrozenDictionary<StatusId, Status> _statuses;
    private readonly FrozenDictionary<(StatusCategory From, TriggerId Trigger), ImmutableArray<Transition>> _branches;

    private Lifecycle(LifecycleDefinition definition)
    {
        Definition = definition;
        _statuses = definition.Statuses.ToFrozenDictionary(s => s.Id);
        _branches = definition.Transitions
            .SelectMany(t => t.From.Select(from => (Key: (from, t.Trigger), Branch: t)))
            .GroupBy(x => x.Key, x => x.Branch)
            .ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray());
    }

    /// <summary>The shipped lifecycle.</summary>
    public static Lifecycle Default { get; } = Create(DefaultLifecycle.Definition).Require();

    /// <summary>What it was made of.</summary>
    public LifecycleDefinition Definition { get; }

    /// <summary>The version that tickets record.</summary>
    public string Version => Definition.Version;

    /// <summary>Verifies a definition and makes a lifecycle of it.</summary>
    /// <returns>The lifecycle, or everything that is wrong with the definition.</returns>
    public static Parsed<Lifecycle> Create(LifecycleDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var faults = LifecycleVerifier.Verify(definition);
        return new Parsed<Lifecycle>(faults.Count == 0 ? new Lifecycle(definition) : null, faults);
    }

    /// <summary>The status with this id, or null.</summary>
    public Status? Find(StatusId id) => _statuses.GetValueOrDefault(id);

    /// <summary>The status that a category means when it names none.</summary>
    /// <exception cref="InvalidOperationException">The lifecycle has no status of that category.</exception>
    public Status DefaultOf(StatusCategory category) =>
        Definition.Statuses.FirstOrDefault(s => s.Category == category && s.IsDefault)
        ?? Definition.Statuses.FirstOrDefault(s => s.Category == category)
        ?? throw new InvalidOperationException($"The lifecycle has no status of category {category}.");

    /// <summary>Asks what a trigger does. Changes nothing, allocates nothing, refuses by value.</summary>
    /// <param name="status">The present status; one of this lifecycle.</param>
    /// <param name="trigger">What fires.</param>
    /// <param name="context">What the guards may look at.</param>
    /// <returns>
    /// Refusal codes: <c>unknown-status</c>, <c>not-permitted</c> (no such transition), <c>actor-not-allowed</c>,
    /// <c>guard-failed</c> (with the guard), <c>nothing-to-return-to</c>.
    /// </returns>
    public TransitionOutcome Fire(StatusId status, TriggerId trigger, in TransitionContext context)
    {
        if (!_statuses.TryGetValue(status, out var present))
        {
            return new TransitionOutcome(TransitionKind.Refused, status, "unknown-status");
        }

        if (!_branches.TryGetValue((present.Category, trigger), out var branches))
        {
            return new TransitionOutcome(TransitionKind.Refused, status, "not-permitted");
        }

        var refusal = new TransitionOutcome(TransitionKind.Refused, status, "not-permitted");
        foreach (var branch in branches)
        {
            if ((branch.Actors & context.Actor) == ActorKind.None)
            {
                refusal = new TransitionOutcome(TransitionKind.Refused, status, "actor-not-allowed");
                continue;
            }

            var failed = FirstFailed(branch, context);
            if (failed is null)
            {
                return Go(branch.Target, status, context);
            }

            refusal = new TransitionOutcome(TransitionKind.Refused, status, "guard-failed", failed);
        }

        return refusal;
    }

    private static TransitionOutcome Go(TransitionTarget target, StatusId from, in TransitionContext context) =>
        target switch
        {
            TransitionTarget.To to when to.Status == from => new TransitionOutcome(TransitionKind.Stayed, from),
            TransitionTarget.To to => new TransitionOutcome(TransitionKind.Moved, to.Status),
            TransitionTarget.NewTicket => new TransitionOutcome(TransitionKind.FollowUp, from),
            TransitionTarget.Remembered when context.ReturnTo is { } back => new TransitionOutcome(TransitionKind.Moved, back),
            TransitionTarget.Remembered => new TransitionOutcome(TransitionKind.Refused, from, "nothing-to-return-to"),
            _ => new TransitionOutcome(TransitionKind.Stayed, from),
        };

    private string? FirstFailed(Transition branch, in TransitionContext context)
    {
        for (var i = 0; i < branch.Guards.Count; i++)
        {
            if (!LifecycleGuards.Holds(branch.Guards[i], this, context))
            {
                return branch.Guards[i];
            }
        }

        return null;
    }
}
