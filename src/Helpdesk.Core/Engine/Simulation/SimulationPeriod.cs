using NodaTime;

namespace Helpdesk.Core.Engine.Simulation;

/// <summary>What a simulation counts. The past before it is played too, and not counted.</summary>
/// <param name="From">The first instant that counts.</param>
/// <param name="Until">The end; timers that come due until then ring, and nothing later is looked at.</param>
public sealed record SimulationPeriod(Instant From, Instant Until);
