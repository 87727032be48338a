namespace Helpdesk.Core.Tickets;

/// <summary>
/// One branch of a lifecycle: in these categories, on this trigger, if the guards hold and the actor may, go there.
/// Branches of one (category, trigger) are tried in the order of the lifecycle; the first whose guards hold wins.
/// </summary>
/// <param name="From">The categories that it leaves.</param>
/// <param name="Trigger">What fires it.</param>
/// <param name="Target">Where it leads.</param>
/// <param name="Actors">Who may.</param>
/// <param name="Guards">Names of <see cref="LifecycleGuards"/> that must all hold.</param>
public sealed record Transition(
    IReadOnlyList<StatusCategory> From,
    TriggerId Trigger,
    TransitionTarget Target,
    ActorKind Actors,
    IReadOnlyList<string> Guards);
