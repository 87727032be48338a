namespace Helpdesk.Core.Tickets.Relations;

/// <summary>What one ticket is to another. Every type has its counterpart on the other side.</summary>
public enum LinkType
{
    /// <summary>Has something to do with it. Its own counterpart.</summary>
    RelatedTo,

    /// <summary>Has it as a part. A ticket has one parent at most, and no ticket is above itself.</summary>
    ParentOf,

    /// <summary>Is a part of it.</summary>
    ChildOf,

    /// <summary>Must be done before it; without circles.</summary>
    Blocks,

    /// <summary>Can be done only after it.</summary>
    BlockedBy,

    /// <summary>Says the same; without circles.</summary>
    DuplicateOf,

    /// <summary>Is said again by it.</summary>
    DuplicatedBy,

    /// <summary>Goes on from it after it was closed. Made by the engine.</summary>
    FollowUpOf,

    /// <summary>Is gone on with in it. Made by the engine.</summary>
    FollowedUpBy,

    /// <summary>Was split off from it. Made by the engine.</summary>
    SplitFrom,

    /// <summary>Lost messages to it. Made by the engine.</summary>
    SplitInto,
}
