using NodaTime;

namespace Helpdesk.Core.Engine;

/// <summary>The instant at which something becomes true for a ticket if nothing happens before.</summary>
/// <param name="Kind">What.</param>
/// <param name="At">When, exactly.</param>
public sealed record TicketTimer(TimerKind Kind, Instant At);
