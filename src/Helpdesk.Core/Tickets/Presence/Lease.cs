using NodaTime;

namespace Helpdesk.Core.Tickets.Presence;

/// <summary>An agent is on a ticket for a while. A warning to others, never a lock.</summary>
/// <param name="Agent">Who.</param>
/// <param name="Kind">What the agent does.</param>
/// <param name="Since">Since when, without a break.</param>
/// <param name="Until">Until when, exclusive, if it is not renewed.</param>
public sealed record Lease(AgentId Agent, LeaseKind Kind, Instant Since, Instant Until);
