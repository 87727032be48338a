namespace Helpdesk.Core.Tickets;

/// <summary>What code depends on: a fixed set. Statuses are what people see and may rename.</summary>
public enum StatusCategory
{
    /// <summary>Nobody has worked on it yet.</summary>
    New,

    /// <summary>The agent's turn.</summary>
    Open,

    /// <summary>A chat or call is running.</summary>
    Live,

    /// <summary>The customer's turn.</summary>
    WaitingOnCustomer,

    /// <summary>Waiting for a third party.</summary>
    OnHold,

    /// <summary>Put off until an instant; a timer brings it back.</summary>
    Postponed,

    /// <summary>Solved; may be reopened.</summary>
    Resolved,

    /// <summary>Final; a later message makes a linked follow-up ticket.</summary>
    Closed,

    /// <summary>Quarantined as spam.</summary>
    Spam,

    /// <summary>Redirects to the ticket it was merged into.</summary>
    Merged,

    /// <summary>Deleted, and recoverable.</summary>
    Deleted,
}
