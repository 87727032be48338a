namespace Helpdesk.Core.Tickets;

/// <summary>Who may close a ticket by hand. Timers and rules are not bound by it.</summary>
public enum ClosePolicy
{
    /// <summary>Agents and customers.</summary>
    Either,

    /// <summary>Agents only.</summary>
    AgentOnly,

    /// <summary>Customers only.</summary>
    CustomerOnly,
}
