namespace Helpdesk.Core.Tickets;

/// <summary>What open children mean when their parent is resolved or closed.</summary>
public enum OpenChildrenPolicy
{
    /// <summary>The parent stays open until they are done.</summary>
    Block,

    /// <summary>They are resolved or closed with it; if one refuses, so does the parent.</summary>
    Cascade,

    /// <summary>Nothing.</summary>
    Ignore,
}
