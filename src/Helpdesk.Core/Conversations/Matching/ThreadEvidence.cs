namespace Helpdesk.Core.Conversations.Matching;

/// <summary>One hit of <see cref="ThreadLookUps"/>.</summary>
/// <param name="Kind">
/// How the value is known. A message looked up by its id counts as <see cref="EvidenceKind.Token"/>; whether the token stood in the body
/// is for <see cref="ThreadMatcher"/> to see.
/// </param>
/// <param name="Value">
/// What was looked up, exactly as it was asked for. Evidence whose value is not in the message counts for nothing.
/// </param>
/// <param name="Candidate">The ticket that knows it.</param>
/// <param name="Item">The stored message that has the id, the last one of several; null for a reference and for an ancestor.</param>
public sealed record ThreadEvidence(EvidenceKind Kind, string Value, ThreadCandidate Candidate, ThreadItem? Item = null);
