namespace Helpdesk.Core.Sla;

/// <summary>How a part of a cycle's time counted.</summary>
public enum SlaStretchKind
{
    /// <summary>It counted.</summary>
    Worked,

    /// <summary>The clock ran, and the hours were closed.</summary>
    Closed,

    /// <summary>The clock was held.</summary>
    Paused,

    /// <summary>Before the runs that are kept one by one.</summary>
    Earlier,
}
