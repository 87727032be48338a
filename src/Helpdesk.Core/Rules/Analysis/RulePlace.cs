namespace Helpdesk.Core.Rules.Analysis;

/// <summary>A place in a rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Inside">
/// A JSON pointer inside the rule, such as <c>/when/all/1</c> or <c>/then/0</c>; empty for the whole rule. Actions are counted with those of
/// macros in their place.
/// </param>
public sealed record RulePlace(RuleId Rule, string Inside);
