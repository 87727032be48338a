namespace Helpdesk.Core.Rules.Analysis;

/// <summary>Something about a rule set that deserves a look before it goes live. The codes stand in <c>docs/rules.md</c>.</summary>
/// <param name="Code">Stable, kebab-case: <c>conflicting-writes</c>, <c>shadowed</c>…</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Sentence">One sentence for a person, in English.</param>
/// <param name="Places">The rules that it is about, in their order, each with its place; none for a finding about the whole.</param>
public sealed record RuleFinding(
    string Code,
    RuleFindingSeverity Severity,
    string Sentence,
    IReadOnlyList<RulePlace> Places);
