using System.Text.Json.Serialization;
using NodaTime;

namespace Helpdesk.Core.Sla;

/// <summary>
/// One metric as measured on one ticket: the cycle that is under way, or the last one. Immutable. Runs and pauses are kept as
/// instants. A metric that the policy promises nothing about is measured too, without a target, so that a later target counts
/// from the true beginning.
/// </summary>
public sealed record SlaClock
{
    /// <summary>The id of the metric.</summary>
    public required string Metric { get; init; }

    /// <summary>Which cycle it is, from 1.</summary>
    public int Cycle { get; init; } = 1;

    /// <summary>The policy that promises it.</summary>
    public required SlaPolicyId Policy { get; init; }

    /// <summary>The priority that the target is for.</summary>
    public Priority Priority { get; init; }

    /// <summary>How much time there is; null when nothing is promised.</summary>
    public Duration? Target { get; init; }

    /// <summary>The id of the hours that count from now on; null as long as there was no target.</summary>
    public string? Hours { get; init; }

    /// <summary>When this cycle began.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>What it does.</summary>
    public SlaClockState State { get; init; }

    /// <summary>
    /// The times in which it ran, but for the one that goes on; at most the last <see cref="SlaClockwork.MaxSegments"/>, the
    /// earlier ones are only summed up in <see cref="Elapsed"/>.
    /// </summary>
    public IReadOnlyList<SlaSegment> Segments { get; init; } = [];

    /// <summary>The time used up to <see cref="RunningSince"/>, or in all when it does not run.</summary>
    public Duration Elapsed { get; init; }

    /// <summary>Since when it runs without a break; null when it does not.</summary>
    public Instant? RunningSince { get; init; }

    /// <summary>
    /// While it runs: the earliest instant at which the target is used up; null when that never comes, or while it does not run.
    /// </summary>
    public Instant? DueAt { get; init; }

    /// <summary>
    /// While it runs unbreached: the edge after which more time is used than the target, the first open instant at or after the
    /// due time. Never in closed time.
    /// </summary>
    public Instant? BreachAt { get; init; }

    /// <summary>
    /// When it was breached, to the true instant, however late that was found. Once told it stays for the cycle, whatever the target
    /// becomes; where it stands is for <see cref="SlaStatus"/> to say.
    /// </summary>
    public Instant? BreachedAt { get; init; }

    /// <summary>Whether the stream has the breach.</summary>
    public bool IsBreachTold { get; init; }

    /// <summary>While it runs: when the next warning comes.</summary>
    public Instant? WarnAt { get; init; }

    /// <summary>The level of that warning.</summary>
    public string? WarnLevel { get; init; }

    /// <summary>The levels whose warnings the stream has.</summary>
    public IReadOnlyList<string> ToldLevels { get; init; } = [];

    /// <summary>When it was fulfilled or cancelled.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>Whether it was cancelled by a merge, a deletion or as spam, and goes on when the ticket comes back.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>Whether a fulfilled clock was in time: elapsed ≤ target.</summary>
    [JsonIgnore]
    public bool IsMet => State == SlaClockState.Fulfilled && (Target is not { } target || Elapsed <= target);

    /// <summary>Whether a cycle is under way.</summary>
    [JsonIgnore]
    public bool IsUnderWay => State is SlaClockState.Running or SlaClockState.Paused;

    /// <summary>When something happens to it if nothing happens to the ticket: a warning, or the first moment after a breach.</summary>
    [JsonIgnore]
    public Instant? NextWakeAt
    {
        get
        {
            var breach = IsBreachTold || BreachAt is not { } edge || edge == Instant.MaxValue ? null : edge + SlaClockwork.Tick as Instant?;
            return WarnAt is { } warn && (breach is not { } at || warn < at) ? warn : breach;
        }
    }

    /// <summary>Two clocks are equal when they show the same.</summary>
    public bool Equals(SlaClock? other) => other is not null && Facts == other.Facts && Segments.SequenceEqual(other.Segments)
        && ToldLevels.SequenceEqual(other.ToldLevels, StringComparer.Ordinal);

    /// <inheritdoc />
    public override int GetHashCode() => Facts.GetHashCode();

    // All members but the lists.
    private (string, int, SlaPolicyId, Priority, Duration?, string?, Instant, (SlaClockState, Duration, Instant?, Instant?, Instant?, Instant?, bool),
        (Instant?, string?, Instant?, bool)) Facts =>
    (
        Metric, Cycle, Policy, Priority, Target, Hours, StartedAt,
        (State, Elapsed, RunningSince, DueAt, BreachAt, BreachedAt, IsBreachTold), (WarnAt, WarnLevel, EndedAt, IsSuspended));
}
