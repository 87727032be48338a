using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>A <see cref="SecondOracle"/> for one question, and a count in minutes from the first instant on.</summary>
internal static class PlanOracle
{
    public static bool IsOpen(ScheduleDefinition plan, Instant at) => new SecondOracle(plan).IsOpen(at);

    /// <summary>Right only where nothing opens or closes within one of the minutes.</summary>
    public static Duration Between(ScheduleDefinition plan, Instant from, Instant to)
    {
        var oracle = new SecondOracle(plan);
        var minutes = 0;
        for (var at = from; at < to; at += Duration.FromMinutes(1))
        {
            minutes += oracle.IsOpen(at) ? 1 : 0;
        }

        return Duration.FromMinutes(minutes);
    }
}
