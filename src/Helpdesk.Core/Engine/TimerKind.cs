namespace Helpdesk.Core.Engine;

/// <summary>What a timer of a ticket is for. Stores keep the numbers.</summary>
public enum TimerKind
{
    /// <summary>An SLA clock comes to a warning, or is breached.</summary>
    Sla = 0,

    /// <summary>A postponed ticket comes back.</summary>
    Wake = 2,

    /// <summary>The customer is warned that a silent ticket closes.</summary>
    WarnOfClosing = 3,

    /// <summary>A silent ticket closes.</summary>
    AutoClose = 4,

    /// <summary>The ticket stayed in its status as long as the lifecycle lets it.</summary>
    Status = 5,

    /// <summary>A rule that the clock wakes comes due.</summary>
    Rule = 6,
}
