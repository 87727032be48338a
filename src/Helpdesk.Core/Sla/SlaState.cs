using NodaTime;

namespace Helpdesk.Core.Sla;

/// <summary>The clocks of one ticket. Immutable.</summary>
/// <param name="Clocks">At most one a metric.</param>
public sealed record SlaState(IReadOnlyList<SlaClock> Clocks)
{
    /// <summary>No clocks: a ticket that begins as spam has none.</summary>
    public static SlaState Empty { get; } = new([]);

    /// <summary>The running clock that is due first, breached ones included; null when none runs.</summary>
    public SlaClock? Next => Clocks
        .Where(c => c.State == SlaClockState.Running && c.DueAt is not null)
        .OrderBy(c => c.DueAt)
        .ThenBy(c => c.Metric)
        .FirstOrDefault();

    /// <summary>The instants at which running clocks will be breached if nothing happens.</summary>
    public IEnumerable<(SlaMetric Metric, Instant At)> Breaches => Clocks
        .Where(c => c is { State: SlaClockState.Running, BreachAt: not null })
        .Select(c => (c.Metric, c.BreachAt!.Value));
}
