using NodaTime;

namespace Helpdesk.Core.Engine.Simulation;

/// <summary>A rule fired, with or without changing anything.</summary>
/// <param name="Rule">Which rule.</param>
/// <param name="At">When.</param>
public sealed record RuleFiring(RuleId Rule, Instant At);
