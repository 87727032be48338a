using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Sla;

/// <summary>Reads SLA policies from their place in a JSON document.</summary>
internal static class SlaPolicyReader
{
    private const int MaxPolicies = 10_000;

    public static SlaPolicySet Read(
        JsonSection? section,
        IReadOnlyList<SlaMetric> metrics,
        FieldCatalogue catalogue,
        IReadOnlyDictionary<string, Schedule> schedules,
        IEnumerable<Schedule> former)
    {
        var policies = new Dictionary<SlaPolicyId, SlaPolicy>();
        foreach (var item in section?.Items(MaxPolicies) ?? [])
        {
            if (Policy(item, metrics, catalogue, schedules) is not { } policy)
            {
                continue;
            }

            if (policy.Id == SlaPolicySet.InternalId || !policies.TryAdd(policy.Id, policy))
            {
                item.Fault("duplicate", $"SLA policy '{policy.Id}' is there twice.");
            }
        }

        return new SlaPolicySet(policies.Values, former);
    }

    private static SlaPolicy? Policy(
        JsonSection section, IReadOnlyList<SlaMetric> metrics, FieldCatalogue catalogue, IReadOnlyDictionary<string, Schedule> schedules)
    {
        if (!section.IsObject())
        {
            return null;
        }

        var before = section.FaultCount;
        var id = section.Required("id")?.Name();
        var order = section.Optional("order")?.Integer(int.MinValue, int.MaxValue) ?? 0;
        var when = section.Optional("when") is { } condition ? ConditionReader.Read(condition, catalogue) : Condition.Always;
        var schedule = section.Optional("schedule") is { } place ? SlaTargetReader.Named(place, schedules) : null;
        var onEdit = section.Optional("onEdit");
        var edit = onEdit?.Choice<SlaEdit>() ?? SlaEdit.Forward;
        if (edit == SlaEdit.Forced)
        {
            onEdit!.Fault("not-by-itself", "Finished cycles are measured anew by a command only.");
        }

        SlaTarget[] targets =
        [
            .. metrics.Select(m => section.Optional(m.Id) is { } target ? SlaTargetReader.Read(target, m, schedule, schedules) : null)
                .OfType<SlaTarget>(),
        ];
        section.NothingElse();
        if (section.FaultCount == before && targets.Length == 0)
        {
            section.Fault("empty", "A policy promises something: firstReply, resolution or another metric.");
        }

        return section.FaultCount > before ? null : new SlaPolicy(new SlaPolicyId(id!), order, when!, targets) { OnEdit = edit };
    }
}
