using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Sla;

/// <summary>What can happen to one clock. Pure.</summary>
internal static class SlaClockwork
{
    /// <summary>How many runs a clock keeps one by one.</summary>
    public const int MaxSegments = 256;

    /// <summary>The resolution of what is told: a breach is told this much after its edge.</summary>
    public static readonly Duration Tick = Duration.FromTicks(1);

    /// <summary>A new cycle, not yet running.</summary>
    public static SlaClock Begin(string metric, SlaClock? before, SlaPolicy policy, Priority priority, Instant at)
    {
        var target = policy.TargetOf(metric);
        var time = target?.TimeOf(priority);
        return new SlaClock
        {
            Metric = metric,
            Cycle = (before?.Cycle ?? 0) + 1,
            Policy = policy.Id,
            Priority = priority,
            Target = time,
            Hours = time is null ? null : target!.Hours.Id,
            StartedAt = at,
            State = SlaClockState.Paused,
        };
    }

    public static SlaClock Run(SlaClock clock, Instant at, SlaPolicySet set) =>
        Aim(clock with { State = SlaClockState.Running, RunningSince = at, EndedAt = null, IsSuspended = false }, at, set);

    public static SlaClock Pause(SlaClock clock, Instant at, SlaPolicySet set) =>
        Halt(clock, at, set) with { State = SlaClockState.Paused, EndedAt = null, IsSuspended = false };

    public static SlaClock End(SlaClock clock, SlaClockState state, Instant at, SlaPolicySet set) =>
        Halt(clock, at, set) with { State = state, EndedAt = at };

    /// <summary>Goes on as if the clock had never ended.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="at">The moment from which on it goes on.</param>
    /// <param name="set">The policies.</param>
    public static SlaClock GoOn(SlaClock clock, Instant at, SlaPolicySet set) => Come(Run(clock, clock.EndedAt!.Value, set), at);

    /// <summary>The time used up to a moment at or after the last change.</summary>
    public static Duration ElapsedAt(SlaClock clock, Instant at, SlaPolicySet set) => clock.RunningSince is { } since && at > since
        ? clock.Elapsed + set.HoursOf(clock).Between(since, at)
        : clock.Elapsed;

    /// <summary>Takes what a policy promises from a moment on.</summary>
    public static SlaClock Promise(SlaClock clock, SlaPolicy policy, Priority priority, Instant at, SlaEdit edit, SlaPolicySet set)
    {
        var target = policy.TargetOf(clock.Metric);
        var time = target?.TimeOf(priority);
        var hours = time is null ? clock.Hours : target!.Hours.Id;
        if (time == clock.Target && string.Equals(hours, clock.Hours, StringComparison.Ordinal))
        {
            // Its warnings may be others; the edge of a breach stays.
            var aimed = Aim(clock with { Policy = policy.Id, Priority = priority }, at, set) with { BreachAt = clock.BreachAt };
            return aimed == clock ? clock : aimed;
        }

        var isEdit = clock.Policy == policy.Id && clock.Priority == priority && clock.Target is not null;
        var mode = isEdit ? edit : SlaEdit.Forward;
        if (mode == SlaEdit.Keep)
        {
            return clock;
        }

        var isMoved = !string.Equals(hours, clock.Hours, StringComparison.Ordinal);
        var isRunning = clock.RunningSince is not null;
        var isAnew = clock.Hours is null || mode == SlaEdit.Retroactive; // what had no hours is counted by those it gets
        var next = isMoved && isRunning && !isAnew ? Halt(clock, at, set) with { RunningSince = at } : clock;
        next = next with { Policy = policy.Id, Priority = priority, Target = time, Hours = hours };
        next = isAnew && isMoved ? Revalue(next, set) : next;
        if (mode == SlaEdit.Retroactive)
        {
            next = next with { BreachedAt = clock.IsBreachTold ? clock.BreachedAt : BreachOf(next, set), DueAt = null, BreachAt = null };
            return Come(Aim(next, next.StartedAt, set), at);
        }

        // A breach that was told stays the one of its cycle; one that nobody was told of was of a promise that is no more.
        return Aim(next with { BreachedAt = clock.IsBreachTold ? clock.BreachedAt : null }, at, set);
    }

    /// <summary>Works out what lies ahead of a running clock. Nothing of it is dated before the moment given.</summary>
    public static SlaClock Aim(SlaClock clock, Instant notBefore, SlaPolicySet set)
    {
        if (clock.RunningSince is not { } since || clock.Target is not { } target)
        {
            return clock.DueAt is null && clock.BreachAt is null && clock.WarnAt is null
                ? clock
                : clock with { DueAt = null, BreachAt = null, WarnAt = null, WarnLevel = null };
        }

        var hours = set.HoursOf(clock);
        var due = hours.Add(since, target - clock.Elapsed);
        var edge = clock.BreachedAt is null && due is { } at ? hours.NextOpen(Instant.Max(at, notBefore)) : null;
        var warning = NextWarning(clock, target, set);
        Instant? warn = warning is null ? null
            : hours.Add(since, Later(warning.AmountOf(target) - clock.Elapsed, Duration.Zero)) is { } when ? Instant.Max(when, notBefore) : null;
        return clock with { DueAt = due, BreachAt = edge, WarnAt = warn, WarnLevel = warn is null ? null : warning!.Level };
    }

    // What a new view of the past dates before a moment has come by then: nothing is waited for any more.
    private static SlaClock Come(SlaClock clock, Instant at) => clock with
    {
        BreachedAt = clock.BreachAt < at ? clock.BreachAt : clock.BreachedAt,
        BreachAt = clock.BreachAt < at ? null : clock.BreachAt,
        WarnAt = clock.WarnAt < at ? at : clock.WarnAt,
    };

    private static SlaWarning? NextWarning(SlaClock clock, Duration target, SlaPolicySet set)
    {
        SlaWarning? next = null;
        foreach (var warning in set.Find(clock.Policy).TargetOf(clock.Metric)?.Warnings ?? [])
        {
            if (!clock.ToldLevels.Contains(warning.Level, StringComparer.Ordinal)
                && (next is null || warning.AmountOf(target) < next.AmountOf(target)))
            {
                next = warning;
            }
        }

        return next;
    }

    private static SlaClock Halt(SlaClock clock, Instant at, SlaPolicySet set)
    {
        if (clock.RunningSince is not { } since)
        {
            return clock;
        }

        var end = Instant.Max(since, at);
        var hours = set.HoursOf(clock);
        var worked = hours.Between(since, end);
        var elapsed = clock.Elapsed + worked;
        IReadOnlyList<SlaSegment> segments = end == since
            ? clock.Segments
            : [.. clock.Segments.Skip(Math.Max(0, clock.Segments.Count + 1 - MaxSegments)), new SlaSegment(since, end, hours.Id, worked)];
        return clock with
        {
            Segments = segments,
            Elapsed = elapsed,
            RunningSince = null,
            BreachedAt = clock.BreachedAt ?? (clock.BreachAt < end ? clock.BreachAt : null), // an edge that was not passed is none
            DueAt = null,
            BreachAt = null,
            WarnAt = null,
            WarnLevel = null,
        };
    }

    // Counts every known run by the hours that the clock has now.
    private static SlaClock Revalue(SlaClock clock, SlaPolicySet set)
    {
        var hours = set.HoursOf(clock);
        SlaSegment[] segments = [.. clock.Segments.Select(s => s with { Hours = hours.Id, Worked = hours.Between(s.Start, s.End) })];
        return clock with { Segments = segments, Elapsed = clock.Elapsed - Sum(clock.Segments) + Sum(segments) };
    }

    // The edge at which the target was used up within the runs that are over.
    private static Instant? BreachOf(SlaClock clock, SlaPolicySet set)
    {
        var hours = set.HoursOf(clock);
        var used = clock.Elapsed - Sum(clock.Segments);
        foreach (var segment in clock.Segments)
        {
            if (clock.Target is { } target && used + segment.Worked > target)
            {
                return hours.Add(segment.Start, Later(target - used, Duration.Zero)) is { } due ? hours.NextOpen(due) : null;
            }

            used += segment.Worked;
        }

        return null;
    }

    private static Duration Sum(IEnumerable<SlaSegment> segments) => segments.Aggregate(Duration.Zero, (sum, s) => sum + s.Worked);

    private static Duration Later(Duration a, Duration b) => a > b ? a : b;
}
