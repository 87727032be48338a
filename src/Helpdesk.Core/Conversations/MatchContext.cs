namespace Helpdesk.Core.Conversations;

/// <summary>What <see cref="ThreadMatcher"/> must know beside the message.</summary>
/// <param name="Evidence">
/// Every hit for <see cref="ThreadMatcher.IdsToLookUp"/> and <see cref="ThreadMatcher.ReferencesToLookUp"/>, in any order.
/// </param>
/// <param name="Agents">The addresses of all agents.</param>
/// <param name="OwnMailboxes">Our own addresses. What they send is never taken for a person's mail.</param>
public sealed record MatchContext(
    IReadOnlyList<ThreadEvidence> Evidence,
    IReadOnlyCollection<Address> Agents,
    IReadOnlyCollection<Address> OwnMailboxes);
