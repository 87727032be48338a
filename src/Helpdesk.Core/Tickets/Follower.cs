namespace Helpdesk.Core.Tickets;

/// <summary>An agent who is told what happens on a ticket without having it.</summary>
/// <param name="Agent">Who.</param>
/// <param name="IsMentioned">Whether a mention made it so; otherwise the agent asked for it or was added.</param>
public sealed record Follower(AgentId Agent, bool IsMentioned);
