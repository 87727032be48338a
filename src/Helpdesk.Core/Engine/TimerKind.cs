namespace Helpdesk.Core.Engine;

/// <summary>What a timer of a ticket is for.</summary>
public enum TimerKind
{
    /// <summary>The target of the first reply is missed.</summary>
    FirstReplyBreach,

    /// <summary>The target of the resolution is missed.</summary>
    ResolutionBreach,

    /// <summary>A postponed ticket comes back.</summary>
    Wake,

    /// <summary>The customer is warned that a silent ticket closes.</summary>
    WarnOfClosing,

    /// <summary>A silent ticket closes.</summary>
    AutoClose,

    /// <summary>The ticket stayed in its status as long as the lifecycle lets it.</summary>
    Status,
}
