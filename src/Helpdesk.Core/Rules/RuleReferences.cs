using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Tickets.Fields;
using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Rules;

/// <summary>What the actions of rules may name.</summary>
/// <param name="Departments">Ids of departments.</param>
/// <param name="Agents">Ids of agents.</param>
/// <param name="Templates">Names of templates.</param>
public sealed record RuleReferences(
    IReadOnlyList<string> Departments,
    IReadOnlyList<string> Agents,
    IReadOnlyList<string> Templates)
{
    /// <summary>Ids of ticket types.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>The custom fields of tickets.</summary>
    public IReadOnlyList<CustomField> Fields { get; init; } = [];

    /// <summary>The host's own triggers, of all lifecycles.</summary>
    public IReadOnlyList<string> Triggers { get; init; } = [];

    /// <summary>The statuses of all lifecycles.</summary>
    public IReadOnlyList<string> Statuses { get; init; } = [.. DefaultStatuses];

    /// <summary>The names under which the host registered what it does itself.</summary>
    public IReadOnlyList<string> HostActions { get; init; } = [];

    /// <summary>The actions of macros, by id.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<RuleAction>> Macros { get; init; } = new Dictionary<string, IReadOnlyList<RuleAction>>();

    /// <summary>The schedules, by name.</summary>
    public IReadOnlyDictionary<string, Schedule> Schedules { get; init; } = new Dictionary<string, Schedule>();

    private static IEnumerable<string> DefaultStatuses => Lifecycle.Default.Definition.Statuses.Select(s => s.Id.Value);
}
