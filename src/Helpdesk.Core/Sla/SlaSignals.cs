namespace Helpdesk.Core.Sla;

/// <summary>What an event of a ticket means to an SLA clock; several may come at once.</summary>
[Flags]
public enum SlaSignals
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The ticket begins, or turns out to be no spam. A ticket that comes back from a merge or a deletion goes on where it stood.</summary>
    Opened = 1,

    /// <summary>A solved or closed ticket is worked on again.</summary>
    Reopened = 1 << 1,

    /// <summary>A person outside wrote; machines do not count.</summary>
    CustomerMessage = 1 << 2,

    /// <summary>A person outside wrote after an agent had answered at least once.</summary>
    CustomerFollowUp = 1 << 3,

    /// <summary>An agent answered in public; notes, rules and automatic messages do not count, nor what an agent wrote in opening the ticket.</summary>
    AgentReply = 1 << 4,

    /// <summary>An internal note was written.</summary>
    Note = 1 << 5,

    /// <summary>The ticket got an agent.</summary>
    Assigned = 1 << 6,

    /// <summary>An agent took the ticket.</summary>
    Taken = 1 << 7,

    /// <summary>The ticket went to another department.</summary>
    Transferred = 1 << 8,

    /// <summary>The ticket was handed up a tier.</summary>
    Escalated = 1 << 9,

    /// <summary>The ticket was solved; one that is closed without that counts as solved.</summary>
    Resolved = 1 << 10,

    /// <summary>The ticket was closed.</summary>
    Closed = 1 << 11,

    /// <summary>A chat or call began.</summary>
    LiveStarted = 1 << 12,

    /// <summary>A chat or call ended.</summary>
    LiveEnded = 1 << 13,
}
