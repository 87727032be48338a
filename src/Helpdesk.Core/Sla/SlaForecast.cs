using NodaTime;

namespace Helpdesk.Core.Sla;

/// <summary>What comes if nothing happens to the ticket.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Level">The level of the warning; null for the breach.</param>
/// <param name="At">When.</param>
public sealed record SlaForecast(string Metric, string? Level, Instant At);
