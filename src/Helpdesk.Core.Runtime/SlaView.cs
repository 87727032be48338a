using Helpdesk.Core.Sla;

namespace Helpdesk.Core.Runtime;

/// <summary>What was promised about a ticket, and how it stands.</summary>
/// <param name="Policy">The policy that applies; null where none is chosen yet.</param>
/// <param name="Clocks">The cycles under way and the last ones, by metric.</param>
/// <param name="Past">The cycles before those, in the order of their ends.</param>
/// <param name="Forecast">What comes if nothing happens to the ticket.</param>
public sealed record SlaView(
    SlaPolicyId? Policy, IReadOnlyList<SlaClockView> Clocks, IReadOnlyList<SlaClock> Past, IReadOnlyList<SlaForecast> Forecast);
