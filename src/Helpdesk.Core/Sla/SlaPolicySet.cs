using Helpdesk.Core.Conditions;
using NodaTime;

namespace Helpdesk.Core.Sla;

/// <summary>All SLA policies in their order. Immutable; safe from any number of threads.</summary>
public sealed class SlaPolicySet
{
    // So that every ticket has a place in the queue.
    private static readonly SlaPolicy Internal = new(
        new SlaPolicyId("internal"),
        int.MaxValue,
        Condition.Always,
        Schedule: null,
        Enum.GetValues<Priority>().ToDictionary(p => p, _ => Duration.FromDays(7)),
        new Dictionary<Priority, Duration>());

    private readonly SlaPolicy[] _policies;

    /// <summary>Makes a set.</summary>
    /// <exception cref="ArgumentException">Two policies have the same id.</exception>
    public SlaPolicySet(IEnumerable<SlaPolicy> policies)
    {
        ArgumentNullException.ThrowIfNull(policies);
        _policies = [.. policies.OrderBy(p => p.Order).ThenBy(p => p.Id.Value, StringComparer.Ordinal)];
        if (_policies.GroupBy(p => p.Id).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"SLA policy '{twice.Key}' is there twice.", nameof(policies));
        }
    }

    /// <summary>No policies: every ticket has the internal target of 7 days for the first reply.</summary>
    public static SlaPolicySet Empty { get; } = new([]);

    /// <summary>
    /// The first policy whose condition holds; failing all, the internal one. The trace has area <c>sla</c> and code
    /// <c>policy-chosen</c>, with a step for every policy looked at.
    /// </summary>
    public (SlaPolicy Policy, Trace Trace) Choose(IFieldValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var steps = new List<Trace>();
        foreach (var policy in _policies)
        {
            var (holds, why) = policy.When.Explain(values);
            steps.Add(why with { Sentence = $"{policy.Id}: {why.Sentence}" });
            if (holds)
            {
                return (policy, Told(policy, steps));
            }
        }

        return (Internal, Told(Internal, steps));
    }

    // A policy that is no longer configured keeps measuring in calendar time.
    internal SlaPolicy Find(SlaPolicyId id) => Array.Find(_policies, p => p.Id == id) ?? Internal;

    private static Trace Told(SlaPolicy policy, List<Trace> steps) =>
        new("sla", "policy-chosen", $"Policy '{policy.Id}' applies.") { Facts = [new("policy", policy.Id.Value)], Steps = steps };
}
