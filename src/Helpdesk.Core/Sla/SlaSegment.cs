using NodaTime;

namespace Helpdesk.Core.Sla;

/// <summary>A time in which a clock ran.</summary>
/// <param name="Start">When it began to run.</param>
/// <param name="End">When it stopped.</param>
/// <param name="Hours">The hours that counted: the content hash of a schedule, or <see cref="SlaHours.CalendarId"/>.</param>
/// <param name="Worked">How much of it counted.</param>
public sealed record SlaSegment(Instant Start, Instant End, string Hours, Duration Worked);
