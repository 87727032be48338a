using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Sla;

/// <summary>The metrics that are shipped. The definitions follow those of Zendesk and LiveAgent; where they differ, <c>docs/sla.md</c> says so.</summary>
public static class SlaMetrics
{
    private const SlaSignals Done = SlaSignals.Resolved | SlaSignals.Closed;

    /// <summary>From the beginning to the first answer of an agent. Solved without an answer it is cancelled, and begins again when reopened.</summary>
    public static SlaMetric FirstReply { get; } = new("firstReply")
    {
        StartOn = SlaSignals.Opened | SlaSignals.Reopened,
        FulfilOn = SlaSignals.AgentReply,
        CancelOn = Done,
        Repeat = SlaRepeat.UntilFulfilled,
    };

    /// <summary>From the oldest unanswered message after an answer to the next answer. Solving cancels it.</summary>
    public static SlaMetric NextReply { get; } = new("nextReply")
    {
        StartOn = SlaSignals.CustomerFollowUp,
        FulfilOn = SlaSignals.AgentReply,
        CancelOn = Done,
        Repeat = SlaRepeat.Always,
    };

    /// <summary>From one answer of an agent to the next, until the ticket is solved.</summary>
    public static SlaMetric PeriodicUpdate { get; } = new("periodicUpdate")
    {
        StartOn = SlaSignals.AgentReply,
        FulfilOn = SlaSignals.AgentReply,
        CancelOn = Done,
        Repeat = SlaRepeat.Always,
    };

    /// <summary>As <see cref="PeriodicUpdate"/>, paused while the customer has to speak or the ticket is put off.</summary>
    public static SlaMetric PausableUpdate { get; } = PeriodicUpdate with
    {
        Id = "pausableUpdate",
        PauseIn = [StatusCategory.WaitingOnCustomer, StatusCategory.Postponed],
    };

    /// <summary>How long the requester waits: from the beginning to the solution, paused only while it is the customer's turn.</summary>
    public static SlaMetric RequesterWait { get; } = new("requesterWait")
    {
        StartOn = SlaSignals.Opened | SlaSignals.Reopened,
        PauseIn = [StatusCategory.WaitingOnCustomer],
        FulfilOn = Done,
        Repeat = SlaRepeat.Continue,
    };

    /// <summary>How long agents have it in their hands: paused while the customer, a third party or a timer has to come first.</summary>
    public static SlaMetric AgentWork { get; } = RequesterWait with
    {
        Id = "agentWork",
        PauseIn = [StatusCategory.WaitingOnCustomer, StatusCategory.OnHold, StatusCategory.Postponed],
    };

    /// <summary>From the beginning to the solution as most help desks promise it: what <see cref="AgentWork"/> measures.</summary>
    public static SlaMetric Resolution { get; } = AgentWork with { Id = "resolution" };

    /// <summary>From the beginning to the last solution, never paused; reopened, the time since the solution counts too.</summary>
    public static SlaMetric TotalResolution { get; } = new("totalResolution")
    {
        StartOn = SlaSignals.Opened | SlaSignals.Reopened,
        FulfilOn = Done,
        Repeat = SlaRepeat.ContinueThroughout,
    };

    /// <summary>From the beginning to the first agent who has it.</summary>
    public static SlaMetric FirstAssignment { get; } = new("firstAssignment")
    {
        StartOn = SlaSignals.Opened | SlaSignals.Reopened,
        FulfilOn = SlaSignals.Assigned,
        CancelOn = Done,
        Repeat = SlaRepeat.UntilFulfilled,
    };

    /// <summary>How long one department has it: until it goes to another one or is solved.</summary>
    public static SlaMetric GroupOwnership { get; } = new("groupOwnership")
    {
        StartOn = SlaSignals.Opened | SlaSignals.Reopened | SlaSignals.Transferred,
        FulfilOn = Done | SlaSignals.Transferred,
        Repeat = SlaRepeat.Always,
    };

    /// <summary>From the beginning of a chat or call until an agent takes it or answers. Ending before that cancels it.</summary>
    public static SlaMetric LiveAnswer { get; } = new("liveAnswer")
    {
        StartOn = SlaSignals.LiveStarted,
        FulfilOn = SlaSignals.Taken | SlaSignals.AgentReply,
        CancelOn = SlaSignals.LiveEnded | Done,
        Repeat = SlaRepeat.Always,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SlaMetric> All { get; } =
    [
        FirstReply, NextReply, PeriodicUpdate, PausableUpdate, RequesterWait, AgentWork, Resolution, TotalResolution,
        FirstAssignment, GroupOwnership, LiveAnswer,
    ];
}
