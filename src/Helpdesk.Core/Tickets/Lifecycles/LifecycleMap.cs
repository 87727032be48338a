namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>
/// Says where the statuses of another lifecycle go. A status that both have, with the same category, needs no entry.
/// </summary>
/// <param name="From">The version of the other lifecycle.</param>
/// <param name="Statuses">Its statuses, each with the status here.</param>
public sealed record LifecycleMap(string From, IReadOnlyDictionary<StatusId, StatusId> Statuses);
