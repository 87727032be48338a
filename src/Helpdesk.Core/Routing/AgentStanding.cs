namespace Helpdesk.Core.Routing;

/// <summary>What routing knows of an agent at one moment.</summary>
/// <param name="Id">The agent.</param>
/// <param name="Departments">The departments that the agent works in.</param>
/// <param name="IsAvailable">Whether the agent takes work now: neither paused nor absent.</param>
/// <param name="Capacity">How many tickets on the agent's turn the agent takes at most; at least 0.</param>
/// <param name="Load">How many the agent has; may exceed the capacity after assignments by hand.</param>
public sealed record AgentStanding(
    AgentId Id,
    IReadOnlyList<DepartmentId> Departments,
    bool IsAvailable,
    int Capacity,
    int Load);
