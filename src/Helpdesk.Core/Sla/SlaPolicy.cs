using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Sla;

/// <summary>What is promised to the tickets that meet a condition. Immutable.</summary>
/// <param name="Id">Unique in its set.</param>
/// <param name="Order">Its place; ties by id, ordinally. The first policy whose condition holds wins.</param>
/// <param name="When">Which tickets it is for.</param>
/// <param name="Targets">The promises, at most one a metric.</param>
public sealed record SlaPolicy(SlaPolicyId Id, int Order, Condition When, IReadOnlyList<SlaTarget> Targets)
{
    /// <summary>What becomes of clocks under way when this policy was edited.</summary>
    public SlaEdit OnEdit { get; init; }

    internal SlaTarget? TargetOf(string metric)
    {
        for (var i = 0; i < Targets.Count; i++)
        {
            if (string.Equals(Targets[i].Metric.Id, metric, StringComparison.Ordinal))
            {
                return Targets[i];
            }
        }

        return null;
    }
}
