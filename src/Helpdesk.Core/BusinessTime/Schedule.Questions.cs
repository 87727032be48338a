using NodaTime;

namespace Helpdesk.Core.BusinessTime;

/// <content>The questions. They count open seconds; parts of a second are open as their second is.</content>
public sealed partial class Schedule
{
    /// <summary>Whether the moment is open.</summary>
    public bool IsOpen(Instant at)
    {
        var (second, _) = at.ToUnixTimeSecondsAndNanoseconds();
        if (second is < Timeline.First or >= Timeline.Last)
        {
            return false;
        }

        Timeline.Count(second, out var isOpen);
        return isOpen;
    }

    /// <summary>The open time that really elapses between two instants; negative when <paramref name="to"/> is earlier.</summary>
    public Duration Between(Instant from, Instant to)
    {
        var timeline = Timeline;
        var (before, beforeNanos) = Count(timeline, from);
        var (after, afterNanos) = Count(timeline, to);
        var seconds = after - before;
        return seconds is > -MaxNanoSeconds and < MaxNanoSeconds
            ? Duration.FromNanoseconds((seconds * NanosPerSecond) + (afterNanos - beforeNanos))
            : Duration.FromSeconds(seconds) + Duration.FromNanoseconds(afterNanos - beforeNanos);
    }

    /// <summary>
    /// The nearest instant with so much open time in between: the earliest at or after for a positive amount, the latest
    /// at or before for a negative one, <paramref name="at"/> itself for zero. Null when it is never reached.
    /// </summary>
    public Instant? Add(Instant at, Duration working)
    {
        if (working == Duration.Zero)
        {
            return at;
        }

        // No amount above what there is of time is ever reached, and counts stay small. Both parts have the sign of the whole.
        if (working.Days is > MaxDays or < -MaxDays)
        {
            return null;
        }

        var timeline = Timeline;
        var (near, _) = Clamp(at);
        var (count, nanos) = Count(timeline, at);
        var wholeSeconds = Math.DivRem(working.NanosecondOfDay, (long)NanosPerSecond, out var partNanos);
        count += ((long)working.Days * Plan.Day) + wholeSeconds;
        var part = nanos + (int)partNanos;
        if (part >= NanosPerSecond)
        {
            (count, part) = (count + 1, part - NanosPerSecond);
        }
        else if (part < 0)
        {
            (count, part) = (count - 1, part + NanosPerSecond);
        }

        // A whole count is reached at the end of its last second forwards, at the beginning of the next backwards.
        var isEnd = part == 0 && working > Duration.Zero;
        return At(timeline.OpenSecond(isEnd ? count - 1 : count, near), isEnd ? NanosPerSecond : part);
    }

    /// <summary>The earliest open instant at or after; null when there is none.</summary>
    public Instant? NextOpen(Instant at)
    {
        var (second, nanos) = Clamp(at);
        var timeline = Timeline;
        var count = timeline.Count(second, out var isOpen);
        return second == Timeline.Last ? null
            : isOpen ? At(second, nanos)
            : At(timeline.OpenSecond(count, second), 0);
    }

    /// <summary>
    /// The latest instant at or before that is open or the end of an open stretch: <paramref name="at"/> itself when it is
    /// open, else the moment at which the last stretch before it closed. Stretches are half-open, so that moment is no longer
    /// open, while every moment shortly before it is. Null when nothing was open before.
    /// </summary>
    public Instant? PreviousOpen(Instant at)
    {
        var (second, nanos) = Clamp(at);
        var timeline = Timeline;
        var count = timeline.Count(second, out var isOpen);
        return isOpen && second < Timeline.Last && at >= Instant.FromUnixTimeSeconds(Timeline.First)
            ? At(second, nanos)
            : At(timeline.OpenSecond(count - 1, second), NanosPerSecond);
    }

    /// <summary>
    /// At an open instant the end of the open stretch that holds it, at a closed one the end of the next stretch; null when
    /// there is none or it never ends.
    /// </summary>
    public Instant? NextClose(Instant at)
    {
        var (second, _) = Clamp(at);
        var timeline = Timeline;
        var count = timeline.Count(second, out var isOpen);
        return second < Timeline.Last
            && (isOpen ? second : timeline.OpenSecond(count, second)) is { } open and < Timeline.Last
            && timeline.Close(open) is { } close and < Timeline.Last
                ? Instant.FromUnixTimeSeconds(close)
                : null;
    }

    /// <summary>
    /// The open stretches between two instants, in order, half-open, clipped to the range; touching ones are one. None when
    /// <paramref name="to"/> is not later. To enumerate them directly allocates nothing.
    /// </summary>
    public OpenStretches Stretches(Instant from, Instant to) => new(Timeline, from, to);
}
