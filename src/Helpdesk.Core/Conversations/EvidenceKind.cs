namespace Helpdesk.Core.Conversations;

/// <summary>
/// What hints that a message belongs to a ticket, weakest first: a higher value outweighs all lower ones. Stronger kinds
/// may be added at the end, so stored values must be names, not numbers.
/// </summary>
public enum EvidenceKind
{
    /// <summary>An id that we know only because other messages of the ticket refer to it.</summary>
    SharedAncestor,

    /// <summary>Our reference printed in the subject. Anybody who can count can write one.</summary>
    SubjectReference,

    /// <summary>The external id of a stored message of the ticket. Anybody who ever saw that message has it.</summary>
    ExternalId,
}
