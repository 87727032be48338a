namespace Helpdesk.Core.Conversations.Matching;

/// <summary>A ticket that a message may belong to.</summary>
/// <param name="Ticket">The ticket that has the message; it may be merged into another by now.</param>
/// <param name="Reference">Its printed reference, for explanations.</param>
/// <param name="Participants">
/// Who may write to it: the requester, the people in To and Cc of the opening message, people added by an agent. Our own
/// mailboxes may stand among them; they are ignored.
/// </param>
public sealed record ThreadCandidate(TicketId Ticket, TicketReference Reference, IReadOnlyList<Address> Participants);
