namespace Helpdesk.Core.Evaluation.Threads;

/// <summary>Something that came out otherwise than a scenario says.</summary>
/// <param name="Step">The step, from 0.</param>
/// <param name="Fact">Which fact.</param>
/// <param name="Expected">What the scenario says, as JSON.</param>
/// <param name="Came">What came, as JSON or in words.</param>
internal sealed record Deviation(int Step, string Fact, string Expected, string Came);
