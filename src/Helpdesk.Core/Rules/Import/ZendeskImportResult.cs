namespace Helpdesk.Core.Rules.Import;

/// <summary>Parts of a configuration, made from a Zendesk document. Nothing in them widens or narrows what stood there without a gap.</summary>
/// <param name="Rules">A JSON array of rules in the form of <c>docs/rules.md</c>: triggers first, then automations.</param>
/// <param name="Macros">A JSON array of macros: <c>id</c>, <c>name</c> and <c>then</c>.</param>
/// <param name="Views">A JSON array of views: <c>id</c>, <c>name</c> and the condition <c>when</c>.</param>
/// <param name="Templates">A JSON object with the messages that actions send: <c>subject</c> and <c>text</c> by name.</param>
/// <param name="Gaps">Everything that is not exactly as it was, in the order of the document.</param>
public sealed record ZendeskImportResult(
    string Rules,
    string Macros,
    string Views,
    string Templates,
    IReadOnlyList<ZendeskGap> Gaps);
