using System.Text.Json.Serialization;
using NodaTime;

namespace Helpdesk.Core.Sla;

/// <summary>One SLA target as measured on one ticket. Immutable. Pauses and runs are kept as instants.</summary>
public sealed record SlaClock
{
    /// <summary>What is promised.</summary>
    public required SlaMetric Metric { get; init; }

    /// <summary>The policy that promises it.</summary>
    public required SlaPolicyId Policy { get; init; }

    /// <summary>How much time there is, in the hours of the policy's schedule.</summary>
    public required Duration Target { get; init; }

    /// <summary>When this cycle began.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>The time used up to <see cref="RunningSince"/>, or in all when it does not run.</summary>
    public Duration Elapsed { get; init; }

    /// <summary>Since when it runs without a break; null when it does not.</summary>
    public Instant? RunningSince { get; init; }

    /// <summary>Where it stands.</summary>
    public SlaClockState State { get; init; }

    /// <summary>
    /// While it runs: the earliest instant at which the target is used up; null when that never comes, or while it does not run.
    /// </summary>
    public Instant? DueAt { get; init; }

    /// <summary>
    /// While it runs unbreached: the first moment with more time elapsed than the target, at the resolution of a tick
    /// (100 ns); never in closed time.
    /// </summary>
    public Instant? BreachAt { get; init; }

    /// <summary>When it was breached; once a cycle.</summary>
    public Instant? BreachedAt { get; init; }

    /// <summary>When it was fulfilled or cancelled.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>Whether a fulfilled clock was in time: elapsed ≤ target.</summary>
    [JsonIgnore]
    public bool IsMet => State == SlaClockState.Fulfilled && Elapsed <= Target;
}
