using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>The shipped metrics once more, written down from the published definitions (Zendesk, LiveAgent) and not from the code.</summary>
internal static class SlaDefinitions
{
    private const SlaSignals Begins = SlaSignals.Opened | SlaSignals.Reopened;
    private const SlaSignals Solved = SlaSignals.Resolved | SlaSignals.Closed;

    private static readonly SlaMetric[] All =
    [
        new("firstReply") { StartOn = Begins, FulfilOn = SlaSignals.AgentReply, CancelOn = Solved, Repeat = SlaRepeat.UntilFulfilled },
        new("nextReply") { StartOn = SlaSignals.CustomerFollowUp, FulfilOn = SlaSignals.AgentReply, CancelOn = Solved, Repeat = SlaRepeat.Always },
        new("periodicUpdate") { StartOn = SlaSignals.AgentReply, FulfilOn = SlaSignals.AgentReply, CancelOn = Solved, Repeat = SlaRepeat.Always },
        new("pausableUpdate")
        {
            StartOn = SlaSignals.AgentReply, FulfilOn = SlaSignals.AgentReply, CancelOn = Solved, Repeat = SlaRepeat.Always,
            PauseIn = [StatusCategory.Postponed, StatusCategory.WaitingOnCustomer],
        },
        new("requesterWait") { StartOn = Begins, FulfilOn = Solved, Repeat = SlaRepeat.Continue, PauseIn = [StatusCategory.WaitingOnCustomer] },
        Work("agentWork"),
        Work("resolution"),
        new("totalResolution") { StartOn = Begins, FulfilOn = Solved, Repeat = SlaRepeat.ContinueThroughout },
        new("firstAssignment") { StartOn = Begins, FulfilOn = SlaSignals.Assigned, CancelOn = Solved, Repeat = SlaRepeat.UntilFulfilled },
        new("groupOwnership")
        {
            StartOn = Begins | SlaSignals.Transferred, FulfilOn = Solved | SlaSignals.Transferred, Repeat = SlaRepeat.Always,
        },
        new("liveAnswer")
        {
            StartOn = SlaSignals.LiveStarted, FulfilOn = SlaSignals.Taken | SlaSignals.AgentReply,
            CancelOn = SlaSignals.LiveEnded | Solved, Repeat = SlaRepeat.Always,
        },
    ];

    public static SlaMetric Of(SlaMetric metric) => Array.Find(All, m => m.Id == metric.Id) ?? metric;

    private static SlaMetric Work(string id) => new(id)
    {
        StartOn = Begins, FulfilOn = Solved, Repeat = SlaRepeat.Continue,
        PauseIn = [StatusCategory.WaitingOnCustomer, StatusCategory.Postponed, StatusCategory.OnHold],
    };
}
