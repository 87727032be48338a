using NodaTime;

namespace Helpdesk.Core.Sla;

/// <summary>How a clock came to what it shows.</summary>
public static class SlaExplanation
{
    /// <summary>
    /// The time of the cycle from its beginning to its end or to now, without a gap: worked, closed, paused. What is worked adds
    /// up to the elapsed time (together with what was used earlier, where runs are kept only as a sum).
    /// </summary>
    /// <param name="clock">The clock.</param>
    /// <param name="now">The moment, not before the last event.</param>
    /// <param name="policies">The policies.</param>
    public static IEnumerable<SlaStretch> Stretches(SlaClock clock, Instant now, SlaPolicySet policies)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(policies);
        return Walk(clock, now, policies);
    }

    /// <summary>When each warning and breach comes if nothing happens to the ticket, in order.</summary>
    /// <param name="state">The clocks of the ticket.</param>
    /// <param name="policies">The policies.</param>
    public static IReadOnlyList<SlaForecast> Forecast(SlaState state, SlaPolicySet policies)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(policies);
        var ahead = new List<SlaForecast>();
        foreach (var clock in state.Clocks)
        {
            if (clock is { BreachAt: { } edge, IsBreachTold: false })
            {
                ahead.Add(new SlaForecast(clock.Metric, null, edge));
            }

            for (var next = clock; next is { WarnAt: { } at, WarnLevel: { } level };)
            {
                ahead.Add(new SlaForecast(clock.Metric, level, at));
                next = SlaClockwork.Aim(next with { ToldLevels = [.. next.ToldLevels, level] }, at, policies);
            }
        }

        return [.. ahead.OrderBy(f => f.At).ThenBy(f => f.Metric, StringComparer.Ordinal)];
    }

    private static IEnumerable<SlaStretch> Walk(SlaClock clock, Instant now, SlaPolicySet policies)
    {
        var at = clock.StartedAt;
        var isSummedUp = clock.Segments.Count == SlaClockwork.MaxSegments;
        foreach (var segment in clock.Segments)
        {
            if (at < segment.Start)
            {
                yield return new SlaStretch(isSummedUp ? SlaStretchKind.Earlier : SlaStretchKind.Paused, at, segment.Start);
            }

            isSummedUp = false;
            foreach (var part in Run(policies.HoursOf(segment.Hours) ?? policies.HoursOf(clock), segment.Start, segment.End))
            {
                yield return part;
            }

            at = segment.End;
        }

        var end = clock.EndedAt ?? Instant.Max(now, at);
        var since = clock.RunningSince ?? end;
        if (at < since)
        {
            yield return new SlaStretch(SlaStretchKind.Paused, at, since);
        }

        foreach (var part in since < end ? Run(policies.HoursOf(clock), since, end) : [])
        {
            yield return part;
        }
    }

    private static IEnumerable<SlaStretch> Run(SlaHours hours, Instant from, Instant to)
    {
        var at = from;
        foreach (var open in hours.Stretches(from, to))
        {
            if (at < open.Start)
            {
                yield return new SlaStretch(SlaStretchKind.Closed, at, open.Start);
            }

            yield return new SlaStretch(SlaStretchKind.Worked, open.Start, open.End);
            at = open.End;
        }

        if (at < to)
        {
            yield return new SlaStretch(SlaStretchKind.Closed, at, to);
        }
    }
}
