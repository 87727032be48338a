namespace Helpdesk.Core.Conversations;

/// <summary>One hit of the look-ups that <see cref="ThreadMatcher"/> asks for.</summary>
/// <param name="Kind">How the value is known.</param>
/// <param name="Value">
/// The id or the reference that was looked up, exactly as it was asked for. Evidence whose value is not in the message
/// counts for nothing.
/// </param>
/// <param name="Candidate">The ticket that knows it.</param>
public sealed record ThreadEvidence(EvidenceKind Kind, string Value, ThreadCandidate Candidate);
