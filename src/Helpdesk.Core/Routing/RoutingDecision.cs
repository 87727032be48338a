namespace Helpdesk.Core.Routing;

/// <summary>Who gets a ticket, and why nobody else.</summary>
/// <param name="Agent">The agent; null when nobody is eligible.</param>
/// <param name="Trace">Area <c>routing</c>, code <c>assigned</c> or <c>nobody-eligible</c>, one fact an agent.</param>
public sealed record RoutingDecision(AgentId? Agent, Trace Trace);
