using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Conditions;
using NodaTime;

namespace Helpdesk.Core.Sla;

/// <summary>All SLA policies in their order. Immutable; safe from any number of threads.</summary>
public sealed class SlaPolicySet
{
    // Of thousands of policies that do not fit, the first ones show why well enough.
    private const int MaxSteps = 50;

    // So that every ticket has a place in the queue.
    private static readonly IReadOnlyDictionary<Priority, Duration> SevenDays = Enum.GetValues<Priority>().ToDictionary(p => p, _ => Duration.FromDays(7));
    private static readonly SlaPolicy Internal = new(
        InternalId, int.MaxValue, Condition.Always, [new(SlaMetrics.FirstReply, SevenDays), new(SlaMetrics.NextReply, SevenDays)]);

    private readonly SlaPolicy[] _policies;
    private readonly Dictionary<SlaPolicyId, SlaPolicy> _byId;
    private readonly SlaMetric[] _metrics;
    private readonly Dictionary<string, SlaHours> _hours = new(StringComparer.Ordinal) { [SlaHours.CalendarId] = SlaHours.Calendar };

    /// <summary>Makes a set.</summary>
    /// <param name="policies">The policies.</param>
    /// <param name="former">Schedules that policies no longer name and tickets may still be measured by.</param>
    /// <exception cref="ArgumentException">
    /// Two policies have the same id or that of the internal one, a policy promises a metric twice, or two metrics have the same id.
    /// </exception>
    public SlaPolicySet(IEnumerable<SlaPolicy> policies, IEnumerable<Schedule>? former = null)
    {
        ArgumentNullException.ThrowIfNull(policies);
        _policies = [.. policies.OrderBy(p => p.Order).ThenBy(p => p.Id.Value, StringComparer.Ordinal)];
        if (_policies.Append(Internal).GroupBy(p => p.Id).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"SLA policy '{twice.Key}' is there twice.", nameof(policies));
        }

        _byId = _policies.ToDictionary(p => p.Id);
        if (_policies.FirstOrDefault(p => p.Targets.DistinctBy(t => t.Metric.Id).Count() < p.Targets.Count) is { } doubled)
        {
            throw new ArgumentException($"SLA policy '{doubled.Id}' promises a metric twice.", nameof(policies));
        }

        var metrics = _policies.Append(Internal).SelectMany(p => p.Targets).Select(t => t.Metric).Distinct();
        _metrics = [.. metrics.OrderBy(m => m.Id, StringComparer.Ordinal)];
        if (_metrics.DistinctBy(m => m.Id).Count() < _metrics.Length)
        {
            throw new ArgumentException("Two metrics have the same id.", nameof(policies));
        }

        foreach (var hours in (former ?? []).Select(SlaHours.Of).Concat(_policies.SelectMany(p => p.Targets).Select(t => t.Hours)))
        {
            _hours[hours.Id] = hours;
        }
    }

    /// <summary>No policies: every ticket has the internal target of 7 days for each answer.</summary>
    public static SlaPolicySet Empty { get; } = new([]);

    /// <summary>The id of the policy that applies where no other does. Its breaches are told; it counts in no statistics.</summary>
    public static SlaPolicyId InternalId => new("internal");

    /// <summary>The policies in their order; the internal one is not among them.</summary>
    public IReadOnlyList<SlaPolicy> Policies => _policies;

    /// <summary>What is measured on every ticket: the metrics that any policy promises, by id, ordinally.</summary>
    public IReadOnlyList<SlaMetric> Metrics => _metrics;

    /// <summary>
    /// The first policy whose condition holds; failing all, the internal one. The trace has area <c>sla</c> and code
    /// <c>policy-chosen</c>, with a step for the policy chosen and for the first 50 that were looked at before it.
    /// </summary>
    public (SlaPolicy Policy, Trace Trace) Choose(IFieldValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var steps = new List<Trace>();
        foreach (var policy in _policies)
        {
            var holds = policy.When.Evaluate(values);
            if (holds || steps.Count < MaxSteps)
            {
                var why = policy.When.Explain(values).Trace;
                steps.Add(why with { Sentence = $"{policy.Id}: {why.Sentence}" });
            }

            if (holds)
            {
                return (policy, Told(policy, steps));
            }
        }

        return (Internal, Told(Internal, steps));
    }

    /// <summary>The policy with an id; the internal one when it is no longer configured.</summary>
    internal SlaPolicy Find(SlaPolicyId? id) => id is { } known && _byId.TryGetValue(known, out var policy) ? policy : Internal;

    internal int PlaceOf(string metric)
    {
        for (var i = 0; i < _metrics.Length; i++)
        {
            if (string.Equals(_metrics[i].Id, metric, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The hours of a clock; those of its policy now when the clock's own are not known any more.</summary>
    internal SlaHours HoursOf(SlaClock clock) => clock.Hours is { } id && _hours.TryGetValue(id, out var hours)
        ? hours
        : Find(clock.Policy).TargetOf(clock.Metric)?.Hours ?? SlaHours.Calendar;

    internal SlaHours? HoursOf(string id) => _hours.GetValueOrDefault(id);

    private static Trace Told(SlaPolicy policy, List<Trace> steps) =>
        new("sla", "policy-chosen", $"Policy '{policy.Id}' applies.") { Facts = [new("policy", policy.Id.Value)], Steps = steps };
}
