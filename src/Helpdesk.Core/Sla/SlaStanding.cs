namespace Helpdesk.Core.Sla;

/// <summary>Where a target stands, as people see it.</summary>
public enum SlaStanding
{
    /// <summary>Nothing is promised, or it has not begun.</summary>
    NotStarted,

    /// <summary>It runs in time; closed hours are part of it.</summary>
    Running,

    /// <summary>A status holds it.</summary>
    Paused,

    /// <summary>It runs in time, and a warning before its end has come.</summary>
    Warning,

    /// <summary>It runs, and more time is used than there was.</summary>
    Overdue,

    /// <summary>It was fulfilled in time.</summary>
    Met,

    /// <summary>It was fulfilled late.</summary>
    Breached,

    /// <summary>It no longer applies.</summary>
    Cancelled,
}
