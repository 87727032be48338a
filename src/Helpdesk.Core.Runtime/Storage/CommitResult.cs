namespace Helpdesk.Core.Runtime.Storage;

/// <summary>What became of a commit. A lost race is a result, not an exception.</summary>
public enum CommitResult
{
    /// <summary>All of it is stored, durably where the store is durable.</summary>
    Committed,

    /// <summary>Nothing is stored: somebody else changed the ticket, or took the reference, in between. Load again.</summary>
    Conflict,

    /// <summary>Nothing is stored: this cause was stored before.</summary>
    Duplicate,

    /// <summary>Nothing is stored: the claim under which it was done is void, and somebody else has done it or will.</summary>
    Late,
}
