using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Conditions;
using NodaTime;

namespace Helpdesk.Core.Sla;

/// <summary>Reads SLA policies from their place in a JSON document.</summary>
internal static class SlaPolicyReader
{
    private const int MaxPolicies = 1_000;

    public static SlaPolicySet Read(
        JsonSection section, FieldCatalogue catalogue, IReadOnlyDictionary<string, Schedule> schedules)
    {
        var policies = new List<SlaPolicy>();
        foreach (var item in section.Items(MaxPolicies))
        {
            if (Policy(item, catalogue, schedules) is not { } policy)
            {
                continue;
            }

            if (policies.Any(p => p.Id == policy.Id))
            {
                item.Fault("duplicate", $"SLA policy '{policy.Id}' is there twice.");
                continue;
            }

            policies.Add(policy);
        }

        return new SlaPolicySet(policies);
    }

    private static SlaPolicy? Policy(
        JsonSection section, FieldCatalogue catalogue, IReadOnlyDictionary<string, Schedule> schedules)
    {
        if (!section.IsObject())
        {
            return null;
        }

        var before = section.FaultCount;
        var id = section.Required("id")?.Name();
        var order = section.Optional("order")?.Integer(int.MinValue, int.MaxValue) ?? 0;
        var when = section.Optional("when") is { } condition ? ConditionReader.Read(condition, catalogue) : Condition.Always;
        var schedule = section.Optional("schedule") is { } place ? Named(place, schedules) : null;
        var firstReply = Targets(section.Optional("firstReply"));
        var resolution = Targets(section.Optional("resolution"));
        section.NothingElse();
        if (section.FaultCount == before && firstReply.Count + resolution.Count == 0)
        {
            section.Fault("empty", "A policy promises something: firstReply, resolution or both.");
        }

        return section.FaultCount > before
            ? null
            : new SlaPolicy(new SlaPolicyId(id!), order, when!, schedule, firstReply, resolution);
    }

    private static Schedule? Named(JsonSection place, IReadOnlyDictionary<string, Schedule> schedules)
    {
        if (place.Text() is not { } name)
        {
            return null;
        }

        if (schedules.TryGetValue(name, out var schedule))
        {
            return schedule;
        }

        place.Fault("unknown-schedule", $"'{name}' is no schedule. Known: {string.Join(", ", schedules.Keys)}.");
        return null;
    }

    private static Dictionary<Priority, Duration> Targets(JsonSection? place)
    {
        var targets = new Dictionary<Priority, Duration>();
        if (place is null || !place.IsObject())
        {
            return targets;
        }

        foreach (var priority in Enum.GetValues<Priority>())
        {
            if (place.Optional(priority.ToString().ToLowerInvariant())?.Length() is { } length)
            {
                targets[priority] = length;
            }
        }

        place.NothingElse();
        return targets;
    }
}
