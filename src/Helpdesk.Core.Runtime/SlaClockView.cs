using Helpdesk.Core.Sla;

namespace Helpdesk.Core.Runtime;

/// <summary>A clock as people look at it.</summary>
/// <param name="Clock">The clock.</param>
/// <param name="Status">Where it stands now.</param>
/// <param name="Stretches">How the time of its cycle counted: worked, closed, paused.</param>
public sealed record SlaClockView(SlaClock Clock, SlaStatus Status, IReadOnlyList<SlaStretch> Stretches);
