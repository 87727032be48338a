namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>
/// One branch of a lifecycle: from these statuses, on this trigger, if the guards hold and the actor may, go there.
/// Branches of one (status, trigger) are tried in the order of the lifecycle; the first whose guards hold wins. A branch that
/// names a status takes that status out of its category's branches for the trigger.
/// </summary>
/// <param name="From">The categories whose statuses it leaves.</param>
/// <param name="Trigger">What fires it.</param>
/// <param name="Target">Where it leads.</param>
/// <param name="Actors">Who may.</param>
/// <param name="Guards">Names of <see cref="LifecycleGuards"/> or of the definition's own guards; all must hold.</param>
public sealed record Transition(
    IReadOnlyList<StatusCategory> From,
    TriggerId Trigger,
    TransitionTarget Target,
    ActorKind Actors,
    IReadOnlyList<string> Guards)
{
    /// <summary>Single statuses that it leaves, beside the categories.</summary>
    public IReadOnlyList<StatusId> FromStatuses { get; init; } = [];

    /// <summary>Roles of which an agent needs one; other actors are not bound by it. Empty for any agent.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>What it does beside, in order; only with a move.</summary>
    public IReadOnlyList<TransitionEffect> Effects { get; init; } = [];
}
