using NodaTime;

namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>Fires a trigger as the system when a ticket stayed in a status for some time.</summary>
/// <param name="Status">The status; it has one timer at most.</param>
/// <param name="After">How long, counted from the moment the ticket got the status; longer than zero.</param>
/// <param name="Fire">The trigger.</param>
public sealed record LifecycleTimer(StatusId Status, Duration After, TriggerId Fire);
