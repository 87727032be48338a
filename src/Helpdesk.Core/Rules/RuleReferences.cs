using Helpdesk.Core.Tickets.Fields;

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
}
