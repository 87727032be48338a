namespace Helpdesk.Core.Tickets.Relations;

/// <summary>A link from one ticket to another.</summary>
/// <param name="Type">What this ticket is to the other.</param>
/// <param name="Other">The other ticket.</param>
/// <param name="Reference">Its human number.</param>
public sealed record TicketLink(LinkType Type, TicketId Other, TicketReference Reference)
{
    /// <summary>What the other ticket is to this one.</summary>
    public static LinkType Counterpart(LinkType type) => type switch
    {
        LinkType.ParentOf => LinkType.ChildOf,
        LinkType.ChildOf => LinkType.ParentOf,
        LinkType.Blocks => LinkType.BlockedBy,
        LinkType.BlockedBy => LinkType.Blocks,
        LinkType.DuplicateOf => LinkType.DuplicatedBy,
        LinkType.DuplicatedBy => LinkType.DuplicateOf,
        LinkType.FollowUpOf => LinkType.FollowedUpBy,
        LinkType.FollowedUpBy => LinkType.FollowUpOf,
        LinkType.SplitFrom => LinkType.SplitInto,
        LinkType.SplitInto => LinkType.SplitFrom,
        _ => LinkType.RelatedTo,
    };

    /// <summary>Whether the type must not run in circles.</summary>
    internal static bool IsAcyclic(LinkType type) => type is >= LinkType.ParentOf and <= LinkType.DuplicatedBy;

    /// <summary>Whether people make it by hand.</summary>
    internal static bool IsByHand(LinkType type) => type <= LinkType.DuplicatedBy;
}
