namespace Helpdesk.Core.Rules.Import;

/// <summary>Something in a Zendesk document that has no exact counterpart.</summary>
/// <param name="Place">A JSON pointer into the document.</param>
/// <param name="Code">
/// <c>unknown-field</c>, <c>unknown-operator</c>, <c>unknown-value</c>, <c>unknown-action</c>, <c>unknown-placeholder</c>,
/// <c>unmapped-id</c>, <c>no-schedule</c>, <c>no-time</c>, <c>needs-host-action</c>, <c>too-large</c>, <c>inactive</c>, <c>inexact</c>.
/// </param>
/// <param name="Sentence">What differs, for a person, in English.</param>
/// <param name="Outcome">What was done about it.</param>
public sealed record ZendeskGap(string Place, string Code, string Sentence, ZendeskGapOutcome Outcome);
