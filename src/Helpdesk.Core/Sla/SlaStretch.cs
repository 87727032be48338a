using NodaTime;

namespace Helpdesk.Core.Sla;

/// <summary>A part of a cycle's time, as it counted.</summary>
/// <param name="Kind">How it counted.</param>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended.</param>
public sealed record SlaStretch(SlaStretchKind Kind, Instant Start, Instant End);
