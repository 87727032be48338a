namespace Helpdesk.Core.Sla;

/// <summary>What a clock does.</summary>
public enum SlaClockState
{
    /// <summary>It runs, in the open hours of its schedule.</summary>
    Running,

    /// <summary>A status holds it.</summary>
    Paused,

    /// <summary>It was fulfilled; whether in time tells <see cref="SlaClock.IsMet"/>.</summary>
    Fulfilled,

    /// <summary>It no longer applies and counts in no statistics.</summary>
    Cancelled,
}
