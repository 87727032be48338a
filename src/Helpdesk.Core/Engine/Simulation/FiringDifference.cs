namespace Helpdesk.Core.Engine.Simulation;

/// <summary>How often a rule fired under each.</summary>
/// <param name="Rule">Which rule.</param>
/// <param name="Before">How often under the first.</param>
/// <param name="After">How often under the second.</param>
public sealed record FiringDifference(RuleId Rule, int Before, int After);
