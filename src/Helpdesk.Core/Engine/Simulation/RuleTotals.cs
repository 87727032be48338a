namespace Helpdesk.Core.Engine.Simulation;

/// <summary>How often a rule fired over many tickets.</summary>
/// <param name="Rule">Which rule.</param>
/// <param name="Before">How often under the first.</param>
/// <param name="After">How often under the second.</param>
/// <param name="TicketsBefore">On how many tickets under the first.</param>
/// <param name="TicketsAfter">On how many tickets under the second.</param>
public sealed record RuleTotals(RuleId Rule, int Before, int After, int TicketsBefore, int TicketsAfter);
