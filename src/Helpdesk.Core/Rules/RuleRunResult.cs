using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Rules;

/// <summary>What a run of rules gave.</summary>
/// <param name="Ticket">The ticket afterwards.</param>
/// <param name="Events">The events of the rules, in order, numbered on from the ticket's version.</param>
/// <param name="Effects">What the world outside must do, in order; of rules that were rejected or denied there is nothing.</param>
/// <param name="Trace">
/// Area <c>rules</c>, code <c>run</c>; one step a rule that was woken: <c>fired</c>, <c>not-matched</c>, <c>rejected</c>,
/// <c>budget</c>, <c>too-deep</c> or <c>would-answer-a-machine</c>, <c>stopped</c> for the rules that an earlier one cut off, and, where rules
/// go once from the top, <c>passed</c> for those whose turn was over when what they wait for came. The others
/// come together, a step a reason with the fact <c>rules</c>: <c>not-matched</c> beyond those explained, <c>wrong-event</c>,
/// <c>already-fired</c>, <c>disabled</c>,
/// <c>not-valid-now</c>, <c>used-up</c>.
/// </param>
public sealed record RuleRunResult(
    Ticket Ticket,
    IReadOnlyList<RecordedEvent> Events,
    IReadOnlyList<RuleEffect> Effects,
    Trace Trace)
{
    /// <summary>Whether a rule asked that no automatic message leaves to the requester for what is at hand.</summary>
    public bool IsSuppressed { get; init; }
}
