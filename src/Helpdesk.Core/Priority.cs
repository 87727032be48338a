namespace Helpdesk.Core;

/// <summary>How pressing a ticket is. The declared order is the rank: <see cref="Low"/> is the least.</summary>
public enum Priority
{
    /// <summary>Can wait.</summary>
    Low,

    /// <summary>The default.</summary>
    Normal,

    /// <summary>Before the others.</summary>
    High,

    /// <summary>Now.</summary>
    Urgent,
}
