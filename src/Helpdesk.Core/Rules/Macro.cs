using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules;

/// <summary>A list of actions that a person runs by hand, all of them or none. Immutable.</summary>
/// <param name="Id">Unique in its configuration.</param>
/// <param name="Name">What people call it.</param>
/// <param name="When">On which tickets it may be run.</param>
/// <param name="Then">What follows.</param>
public sealed record Macro(MacroId Id, string Name, Condition When, IReadOnlyList<RuleAction> Then)
{
    /// <summary>A label that groups macros.</summary>
    public string Category { get; init; } = "";
}
