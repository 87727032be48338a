namespace Helpdesk.Core.Conversations.Matching;

/// <summary>
/// What hints that a message belongs to a ticket, weakest first: a higher value outweighs all lower ones. Stored values are names or the
/// numbers given here.
/// </summary>
public enum EvidenceKind
{
    /// <summary>An id that we know only because other messages of the ticket refer to it.</summary>
    SharedAncestor = 0,

    /// <summary>Our reference printed in the subject. Anybody who can count can write one.</summary>
    SubjectReference = 1,

    /// <summary>The external id of a stored message of the ticket, or of its conversation. Anybody who ever saw that message has it.</summary>
    ExternalId = 2,

    /// <summary>A token of ours in the body, where an answer quotes what we sent. Whoever was sent that has it.</summary>
    BodyMarker = 3,

    /// <summary>A token of ours in an id or an address that the message answers. Nobody outside of the thread has it.</summary>
    Token = 4,
}
