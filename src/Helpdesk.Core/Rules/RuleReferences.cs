namespace Helpdesk.Core.Rules;

/// <summary>The names that the actions of rules may use.</summary>
/// <param name="Departments">The departments.</param>
/// <param name="Agents">The agents.</param>
/// <param name="Templates">The names of the templates.</param>
public sealed record RuleReferences(
    IReadOnlyCollection<string> Departments,
    IReadOnlyCollection<string> Agents,
    IReadOnlyCollection<string> Templates);
