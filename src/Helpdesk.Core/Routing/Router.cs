using System.Globalization;

namespace Helpdesk.Core.Routing;

/// <summary>
/// Chooses an agent for a ticket: the least loaded of those who are eligible, ties by agent id, so that the same
/// question always gives the same answer. Pure; safe from any number of threads.
/// </summary>
public static class Router
{
    /// <summary>Chooses among the agents. Nobody paused, absent, full or of another department is ever chosen.</summary>
    public static RoutingDecision Choose(DepartmentId department, IReadOnlyList<AgentStanding> agents)
    {
        ArgumentNullException.ThrowIfNull(agents);
        AgentStanding? best = null;
        var facts = new List<TraceFact>(agents.Count);
        foreach (var agent in agents.OrderBy(a => a.Load).ThenBy(a => a.Id.Value, StringComparer.Ordinal))
        {
            var rejection = Rejection(agent, department);
            best ??= rejection is null ? agent : null;
            facts.Add(new TraceFact(agent.Id.Value, rejection ?? Load(agent)));
        }

        var trace = best is null
            ? new Trace("routing", "nobody-eligible", $"Nobody in '{department}' can take it now.")
            : new Trace("routing", "assigned", $"{best.Id} has the least to do in '{department}'.");
        return new RoutingDecision(best?.Id, trace with { Facts = facts });
    }

    private static string? Rejection(AgentStanding agent, DepartmentId department) =>
        !agent.Departments.Contains(department) ? "not-a-member"
        : !agent.IsAvailable ? "not-available"
        : agent.Load >= agent.Capacity ? "over-capacity"
        : null;

    private static string Load(AgentStanding agent) =>
        string.Create(CultureInfo.InvariantCulture, $"{agent.Load} of {agent.Capacity}");
}
