using System.Globalization;
using NodaTime;

namespace Helpdesk.Core.Sla;

/// <summary>Clocks in words.</summary>
internal static class SlaText
{
    public static Trace Describe(SlaClock clock) => new("sla", clock.Metric, Sentence(clock))
    {
        Facts =
        [
            new("state", Name(clock)),
            new("cycle", clock.Cycle.ToString(CultureInfo.InvariantCulture)),
            new("target", clock.Target is { } target ? Of(target) : ""),
            new("elapsed", Of(clock.Elapsed)),
            new("due", Of(clock.DueAt) ?? ""),
        ],
    };

    public static string Of(Duration duration) => duration.ToString("-H:mm:ss", CultureInfo.InvariantCulture);

    public static string? Of(Instant? at) => at?.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Name(SlaClock clock) => clock.State switch
    {
        SlaClockState.Fulfilled => clock.IsMet ? "met" : "missed",
        SlaClockState.Running when clock.BreachedAt is not null => "breached",
        SlaClockState.Running => "running",
        SlaClockState.Paused => "paused",
        _ => "cancelled",
    };

    private static string Sentence(SlaClock clock) => clock.State switch
    {
        SlaClockState.Running => $"{clock.Metric}: due {Of(clock.DueAt) ?? "never"}.",
        _ => $"{clock.Metric}: {Name(clock)} after {Of(clock.Elapsed)}.",
    };
}
