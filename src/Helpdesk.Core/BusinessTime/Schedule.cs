using NodaTime;

namespace Helpdesk.Core.BusinessTime;

/// <summary>
/// Business hours. A moment is open exactly when its wall-clock time in the zone is inside the plan; every operation derives
/// from that one set of instants. So an hour that happens twice counts twice, one that does not exist counts not, and a date
/// that a zone skipped has no open moment. Elapsed time is physical. Immutable; safe from any number of threads. The work is
/// linear in the days between the instants of a question. Instants outside the years 1 to 9998 are closed.
/// </summary>
public sealed class Schedule
{
    // Beyond the last exception the week repeats. A zone can take an opening away in one week (a clock change, a skipped
    // date), not in four weeks running: after that long without one there will be none.
    private static readonly Duration Patience = Duration.FromDays(28);
    private static readonly Duration Window = Duration.FromDays(14);
    private static readonly Instant First = Instant.FromUtc(1, 1, 3, 0, 0);
    private static readonly Instant Last = Instant.FromUtc(9998, 12, 29, 0, 0);

    private readonly Plan _plan;
    private readonly DateTimeZone _zone;

    internal Schedule(ScheduleDefinition definition, DateTimeZone zone)
    {
        _plan = new Plan(definition);
        _zone = zone;
    }

    /// <summary>The IANA id of its zone.</summary>
    public string ZoneId => _zone.Id;

    /// <summary>Checks a definition and makes a schedule of it.</summary>
    /// <returns>The schedule, or everything that is wrong with the definition.</returns>
    public static Parsed<Schedule> Create(ScheduleDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var faults = ScheduleVerifier.Verify(definition);
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(definition.Zone);
        return new Parsed<Schedule>(faults.Count == 0 ? new Schedule(definition, zone!) : null, faults);
    }

    /// <summary>Reads a schedule from JSON; the form stands in <c>docs/business-time.md</c>.</summary>
    public static Parsed<Schedule> Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return JsonSection.Read(json, ScheduleReader.Read);
    }

    /// <summary>Whether the moment is open.</summary>
    public bool IsOpen(Instant at) => at >= First && at < Last && Stretches(at, at + Duration.Epsilon).Any();

    /// <summary>The open time that really elapses between two instants; negative when <paramref name="to"/> is earlier.</summary>
    public Duration Between(Instant from, Instant to)
    {
        if (to < from)
        {
            return -Between(to, from);
        }

        var sum = Duration.Zero;
        foreach (var stretch in Stretches(from, to))
        {
            sum += stretch.Duration;
        }

        return sum;
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

        // No amount above what there is of time is ever reached; the least Duration has no opposite.
        var forward = working > Duration.Zero;
        if (working > Last - First || working < First - Last)
        {
            return null;
        }

        var left = forward ? working : -working;
        foreach (var stretch in forward ? Forward(at) : Backward(at))
        {
            if (stretch.Duration >= left)
            {
                return forward ? stretch.Start + left : stretch.End - left;
            }

            left -= stretch.Duration;
        }

        return null;
    }

    /// <summary>The earliest open instant at or after; null when there is none.</summary>
    public Instant? NextOpen(Instant at)
    {
        foreach (var stretch in Forward(at))
        {
            return stretch.Start;
        }

        return null;
    }

    /// <summary>
    /// At an open instant the end of the open stretch that holds it, at a closed one the end of the next stretch; null when
    /// there is none or it never ends.
    /// </summary>
    public Instant? NextClose(Instant at)
    {
        Instant? end = null;
        foreach (var stretch in Forward(at))
        {
            if (end is { } reached && stretch.Start > reached)
            {
                return reached;
            }

            end = stretch.End;
            if (end - at > Patience && end > AfterExceptions(at) && stretch.Duration >= Window)
            {
                return null; // open for whole windows on end with no exception ahead: open for good
            }
        }

        return end >= Last ? null : end;
    }

    /// <summary>
    /// The open stretches between two instants, in order, half-open, clipped to the range; touching ones are one.
    /// </summary>
    public IEnumerable<Interval> Stretches(Instant from, Instant to)
    {
        Interval? pending = null;
        foreach (var next in Pieces(Instant.Max(from, First), Instant.Min(to, Last)))
        {
            if (pending is { } before && before.End == next.Start)
            {
                pending = new Interval(before.Start, next.End);
                continue;
            }

            if (pending is { } complete)
            {
                yield return complete;
            }

            pending = next;
        }

        if (pending is { } rest)
        {
            yield return rest;
        }
    }

    private static Instant Midnight(int day) => Instant.FromUnixTimeSeconds((long)day * Plan.Day);

    private IEnumerable<Interval> Pieces(Instant from, Instant to)
    {
        for (var at = from; at < to; at += Window)
        {
            foreach (var piece in OneWindow(at, Instant.Min(at + Window, to)))
            {
                yield return piece;
            }
        }
    }

    // Within one zone interval the wall clock runs evenly, so ranges on it map to instants by its offset alone. Zone intervals
    // follow one another in time, so what happens twice is met twice and what is skipped is never met.
    private IEnumerable<Interval> OneWindow(Instant from, Instant to)
    {
        foreach (var part in _zone.GetZoneIntervals(from, to))
        {
            var offset = part.WallOffset.Seconds;
            var start = part.HasStart ? Instant.Max(from, part.Start) : from;
            var end = part.HasEnd ? Instant.Min(to, part.End) : to;
            foreach (var range in _plan.Open(start.ToUnixTimeSeconds() + offset, end.ToUnixTimeSeconds() + offset + 1))
            {
                var opens = Instant.Max(start, Instant.FromUnixTimeSeconds(range.Start - offset));
                var closes = Instant.Min(end, Instant.FromUnixTimeSeconds(range.End - offset));
                if (opens < closes)
                {
                    yield return new Interval(opens, closes);
                }
            }
        }
    }

    // Stretches from an instant on, window by window (so a long one comes in pieces), until none can follow.
    private IEnumerable<Interval> Forward(Instant at)
    {
        var from = Instant.Max(at, First);
        if (_plan.IsEmptyWeek && _plan.FirstException is { } first)
        {
            from = Instant.Max(from, Midnight(first) - Window);
        }

        var giveUp = AfterExceptions(from);
        for (; from < Last && from < giveUp; from += Window)
        {
            foreach (var stretch in Stretches(from, Instant.Min(from + Window, Last)))
            {
                giveUp = Instant.Max(giveUp, Instant.Min(Last - Patience, stretch.End) + Patience);
                yield return stretch;
            }
        }
    }

    private IEnumerable<Interval> Backward(Instant at)
    {
        var to = Instant.Min(at, Last);
        if (_plan.IsEmptyWeek && _plan.LastException is { } last)
        {
            to = Instant.Min(to, Midnight(last) + Window);
        }

        var giveUp = _plan.FirstException is { } first ? Instant.Min(to, Midnight(first)) : to;
        giveUp = Instant.Max(giveUp, First + Patience) - Patience;
        for (; to > First && to > giveUp; to -= Window)
        {
            foreach (var stretch in Stretches(Instant.Max(to - Window, First), to).Reverse())
            {
                giveUp = Instant.Min(giveUp, Instant.Max(First + Patience, stretch.Start) - Patience);
                yield return stretch;
            }
        }
    }

    private Instant AfterExceptions(Instant at)
    {
        var last = _plan.LastException is { } day ? Instant.Max(at, Midnight(day + 1)) : at;
        return Instant.Min(last, Last - Patience) + Patience;
    }
}
