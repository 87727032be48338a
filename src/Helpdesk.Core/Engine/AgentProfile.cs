namespace Helpdesk.Core.Engine;

/// <summary>Someone who works on tickets.</summary>
/// <param name="Id">The host's id.</param>
/// <param name="Name">What people call the agent.</param>
/// <param name="Address">The agent's own address: mail from it speaks as the agent.</param>
/// <param name="Departments">Where the agent works.</param>
/// <param name="Capacity">How many tickets on the agent's turn are given at most.</param>
/// <param name="IsAvailable">Whether new tickets are given at all.</param>
public sealed record AgentProfile(
    AgentId Id,
    string Name,
    Address Address,
    IReadOnlyList<DepartmentId> Departments,
    int Capacity,
    bool IsAvailable)
{
    /// <summary>The roles, for transitions of a lifecycle that need one.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];
}
