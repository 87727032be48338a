namespace Helpdesk.Core;

/// <summary>
/// One step of an explanation: what was looked at, what it held, what followed. Threading, spam, rules, SLA choice,
/// routing and refusals all explain themselves with this type. Machine-readable first: <see cref="Code"/> and
/// <see cref="Facts"/> are stable, the sentence is for people.
/// </summary>
/// <param name="Area">The part that decided: <c>threading</c>, <c>spam</c>, <c>rules</c>, <c>sla</c>, <c>routing</c>…</param>
/// <param name="Code">Stable outcome code in kebab-case, unique within its area.</param>
/// <param name="Sentence">One sentence for a person, in English.</param>
public sealed record Trace(string Area, string Code, string Sentence)
{
    /// <summary>Named values that were found, in the order in which they mattered.</summary>
    public IReadOnlyList<TraceFact> Facts { get; init; } = [];

    /// <summary>The steps that led here.</summary>
    public IReadOnlyList<Trace> Steps { get; init; } = [];
}
