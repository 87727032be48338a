namespace Helpdesk.Core.Sla;

/// <summary>What an SLA target promises.</summary>
public enum SlaMetric
{
    /// <summary>
    /// From the beginning of the ticket to the first public answer of an agent. Never paused by a status; notes and
    /// automatic messages do not count. Solving without an answer cancels it.
    /// </summary>
    FirstReply,

    /// <summary>
    /// From the beginning of the ticket to its solution, paused while it waits for the customer, for a third party or for a
    /// timer. Reopened, it goes on with the time already used.
    /// </summary>
    Resolution,
}
