namespace Helpdesk.Core.Tickets;

/// <summary>Who may close a ticket by hand. Rules count as agents; timers are not bound by it.</summary>
public enum ClosePolicy
{
    /// <summary>Agents and customers.</summary>
    Either,

    /// <summary>Agents only.</summary>
    AgentOnly,

    /// <summary>Customers only.</summary>
    CustomerOnly,

    /// <summary>Both: what one side asks for is recorded, and the ticket closes when the other side asks for it too.</summary>
    Both,
}
