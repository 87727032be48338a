using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Conditions;
using NodaTime;

namespace Helpdesk.Core.Sla;

/// <summary>What is promised to the tickets that meet a condition.</summary>
/// <param name="Id">Unique in its set.</param>
/// <param name="Order">Its place; ties by id, ordinally. The first policy whose condition holds wins.</param>
/// <param name="When">Which tickets it is for.</param>
/// <param name="Schedule">The hours that count; null for every hour of the calendar.</param>
/// <param name="FirstReply">The target of the first reply by priority; a priority without one has none.</param>
/// <param name="Resolution">The target of the resolution by priority.</param>
public sealed record SlaPolicy(
    SlaPolicyId Id,
    int Order,
    Condition When,
    Schedule? Schedule,
    IReadOnlyDictionary<Priority, Duration> FirstReply,
    IReadOnlyDictionary<Priority, Duration> Resolution)
{
    internal Duration? TargetOf(SlaMetric metric, Priority priority)
    {
        var targets = metric == SlaMetric.FirstReply ? FirstReply : Resolution;
        return targets.TryGetValue(priority, out var target) ? target : null;
    }

    internal Duration Between(Instant from, Instant to) => Schedule is null ? to - from : Schedule.Between(from, to);

    internal Instant? Add(Instant at, Duration time) => Schedule is null ? at + time : Schedule.Add(at, time);
}
