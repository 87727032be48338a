namespace Helpdesk.Core.Tickets;

/// <summary>A lifecycle as plain data, before it is verified.</summary>
/// <param name="Version">The version that tickets record.</param>
/// <param name="Statuses">The statuses, in the order in which people see them.</param>
/// <param name="Transitions">The branches; earlier ones win.</param>
public sealed record LifecycleDefinition(
    string Version,
    IReadOnlyList<Status> Statuses,
    IReadOnlyList<Transition> Transitions);
