using Helpdesk.Core.Conditions;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>What is promised, as plain data: to every ticket, and something else to those of the department <c>billing</c>.</summary>
/// <param name="Standard">The promises to every ticket.</param>
/// <param name="Gold">Those to <c>billing</c>.</param>
/// <param name="OnEdit">What an edit does.</param>
internal sealed record SlaPlan(SlaPromises Standard, SlaPromises Gold, SlaEdit OnEdit = SlaEdit.Forward)
{
    private static readonly Condition Billing =
        Condition.Parse("""{"field":"ticket.department","op":"eq","value":"billing"}""", TicketFields.Catalogue).Require();

    /// <summary>Metrics that are not shipped: reset by a message, once a ticket, held by an escalation that never ends.</summary>
    public static IReadOnlyList<SlaMetric> Custom { get; } =
    [
        new("customReset")
        {
            StartOn = SlaSignals.Opened | SlaSignals.CustomerMessage, ResetOn = SlaSignals.CustomerMessage | SlaSignals.Escalated,
            FulfilOn = SlaSignals.AgentReply | SlaSignals.Resolved, PauseIn = [StatusCategory.OnHold], Repeat = SlaRepeat.Always,
        },
        new("customOnce")
        {
            StartOn = SlaSignals.Assigned, FulfilOn = SlaSignals.Note, CancelOn = SlaSignals.Transferred, Repeat = SlaRepeat.Once,
        },
        new("customBoth")
        {
            StartOn = SlaSignals.Escalated | SlaSignals.Taken, ResetOn = SlaSignals.Taken, FulfilOn = SlaSignals.Taken | SlaSignals.Closed,
            PauseIn = [StatusCategory.New, StatusCategory.Postponed], Repeat = SlaRepeat.Always,
        },
    ];

    public static IReadOnlyList<SlaMetric> Metrics { get; } = [.. SlaMetrics.All, .. Custom];

    public SlaPromises For(bool isGold) => isGold ? Gold : Standard;

    public SlaPolicySet ToSet() => new(
        [
            new SlaPolicy(new("gold"), 0, Billing, Gold.ToTargets()) { OnEdit = OnEdit },
            new SlaPolicy(new("standard"), 1, Condition.Always, Standard.ToTargets()) { OnEdit = OnEdit },
        ],
        SlaOpenHours.All.Select(h => h.Schedule).OfType<Helpdesk.Core.BusinessTime.Schedule>());
}
