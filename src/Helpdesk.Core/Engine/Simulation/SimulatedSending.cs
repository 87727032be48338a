namespace Helpdesk.Core.Engine.Simulation;

/// <summary>Something that would leave.</summary>
/// <param name="To">The address that gets it, or <c>host</c> and the name of what the host is to do.</param>
/// <param name="Subject">The subject.</param>
public sealed record SimulatedSending(string To, string Subject);
