using NodaTime;

namespace Helpdesk.Core.Sla;

/// <summary>How a promise was kept.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Met">Cycles fulfilled in time.</param>
/// <param name="Breached">Cycles fulfilled late.</param>
/// <param name="Overdue">Cycles breached and not fulfilled.</param>
/// <param name="TotalElapsed">What the fulfilled cycles used together, in the hours that count.</param>
/// <param name="Longest">The most that one of them used.</param>
public sealed record SlaComplianceRow(
    SlaPolicyId Policy, string Metric, long Met, long Breached, long Overdue, Duration TotalElapsed, Duration Longest)
{
    /// <summary>The part of the cycles that was in time, from 0 to 1.</summary>
    public double Rate => (double)Met / (Met + Breached + Overdue);

    /// <summary>What a fulfilled cycle used on average; nothing when there is none.</summary>
    public Duration Average => Met + Breached == 0 ? Duration.Zero : TotalElapsed / (Met + Breached);
}
