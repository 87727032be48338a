using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Rules;

/// <summary>What a run of rules gave.</summary>
/// <param name="Ticket">The ticket afterwards.</param>
/// <param name="Events">The events of the rules, in order, numbered on from the ticket's version.</param>
/// <param name="Notifications">What to send to the requester: rule and template, in order.</param>
/// <param name="Trace">
/// Area <c>rules</c>, code <c>run</c>; one step a rule that was woken: <c>fired</c>, <c>not-matched</c>, <c>rejected</c> or
/// <c>would-answer-a-machine</c>, and <c>stopped</c> for the rules that an earlier one cut off. The others come together, a step a
/// reason with the fact <c>rules</c>: <c>wrong-event</c>, <c>disabled</c>, <c>not-valid-now</c>, <c>used-up</c>.
/// </param>
public sealed record RuleRunResult(
    Ticket Ticket,
    IReadOnlyList<RecordedEvent> Events,
    IReadOnlyList<(RuleId Rule, string Template)> Notifications,
    Trace Trace);
