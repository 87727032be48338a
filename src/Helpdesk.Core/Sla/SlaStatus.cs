using System.Runtime.InteropServices;
using NodaTime;

namespace Helpdesk.Core.Sla;

/// <summary>A clock at a moment. Reading one allocates nothing.</summary>
/// <param name="Standing">Where it stands.</param>
/// <param name="Elapsed">How much time is used, in the hours that count.</param>
/// <param name="Remaining">How much is left; negative when late; null when nothing is promised.</param>
/// <param name="DueAt">When it is due if nothing happens: while it runs.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SlaStatus(SlaStanding Standing, Duration Elapsed, Duration? Remaining, Instant? DueAt)
{
    /// <summary>Reads the clock of a metric.</summary>
    /// <param name="state">The clocks of the ticket.</param>
    /// <param name="metric">The id of the metric.</param>
    /// <param name="now">The moment, not before the last event.</param>
    /// <param name="policies">The policies.</param>
    public static SlaStatus Of(SlaState state, string metric, Instant now, SlaPolicySet policies)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(policies);
        return state.Find(metric) is { } clock ? Of(clock, now, policies) : default;
    }

    /// <summary>Reads a clock.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="now">The moment, not before the last event.</param>
    /// <param name="policies">The policies.</param>
    public static SlaStatus Of(SlaClock clock, Instant now, SlaPolicySet policies)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(policies);
        var elapsed = SlaClockwork.ElapsedAt(clock, now, policies);
        if (clock.Target is not { } target)
        {
            return new SlaStatus(clock.State == SlaClockState.Cancelled ? SlaStanding.Cancelled : SlaStanding.NotStarted, elapsed, null, null);
        }

        var standing = clock.State switch
        {
            SlaClockState.Fulfilled => clock.IsMet ? SlaStanding.Met : SlaStanding.Breached,
            SlaClockState.Cancelled => SlaStanding.Cancelled,
            SlaClockState.Paused => SlaStanding.Paused,
            _ when elapsed > target => SlaStanding.Overdue,
            _ when IsWarned(clock, target, elapsed, policies) => SlaStanding.Warning,
            _ => SlaStanding.Running,
        };
        return new SlaStatus(standing, elapsed, target - elapsed, clock.DueAt);
    }

    private static bool IsWarned(SlaClock clock, Duration target, Duration elapsed, SlaPolicySet policies)
    {
        var warnings = policies.Find(clock.Policy).TargetOf(clock.Metric)?.Warnings;
        for (var i = 0; i < (warnings?.Count ?? 0); i++)
        {
            if (warnings![i].AmountOf(target) <= elapsed)
            {
                return true;
            }
        }

        return false;
    }
}
