namespace Helpdesk.Core.Tickets.Presence;

/// <summary>What an agent does on a ticket at the moment.</summary>
public enum LeaseKind
{
    /// <summary>Looks at it.</summary>
    Viewing,

    /// <summary>Writes an answer.</summary>
    Replying,
}
