namespace Helpdesk.Core.Conversations.Matching;

/// <summary>What <see cref="ThreadMatcher"/> must know beside the message.</summary>
/// <param name="Evidence">Every hit for the <see cref="ThreadLookUps"/>, in any order.</param>
/// <param name="Agents">The addresses of all agents.</param>
/// <param name="OwnMailboxes">Our own addresses. What they send is never taken for a person's mail.</param>
public sealed record MatchContext(
    IReadOnlyList<ThreadEvidence> Evidence,
    IReadOnlyCollection<Address> Agents,
    IReadOnlyCollection<Address> OwnMailboxes)
{
    /// <summary>What signs our ids; null when nothing does, and reports are then matched by known ids.</summary>
    public MessageTokens? Tokens { get; init; }

    /// <summary>
    /// The name that our own mail server gives itself in Authentication-Results (authserv-id); empty when no such header is to be
    /// believed.
    /// </summary>
    public string AuthenticationServer { get; init; } = "";

    /// <summary>Of tickets that were merged, the one in which each goes on now; who takes part in that may write to it as well.</summary>
    public IReadOnlyDictionary<TicketId, ThreadCandidate> Survivors { get; init; } = new Dictionary<TicketId, ThreadCandidate>();
}
