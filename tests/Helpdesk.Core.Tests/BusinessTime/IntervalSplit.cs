using Helpdesk.Core.BusinessTime;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>Cuts an interval into two that mean the same; both begin on its date, and each takes its part of the breaks along.</summary>
internal static class IntervalSplit
{
    private const int Day = 86_400;

    /// <param name="interval">What to split.</param>
    /// <param name="point">Where, in seconds after midnight; one that is not inside and on the same date splits nothing.</param>
    public static IEnumerable<PlanInterval> At(PlanInterval interval, int point)
    {
        var end = interval.End <= interval.Start ? interval.End + Day : interval.End;
        if (point <= interval.Start || point >= Math.Min(end, Day))
        {
            return [interval];
        }

        var breaks = interval.Breaks.Select(b => (Start: OnDate(b.Start, interval.Start), End: OnDate(b.End, interval.Start))).ToList();
        return
        [
            new PlanInterval(interval.Start, point) { Breaks = [.. breaks.SelectMany(b => Clip(b, interval.Start, point))] },
            new PlanInterval(point, interval.End) { Breaks = [.. breaks.SelectMany(b => Clip(b, point, end))] },
        ];
    }

    private static int OnDate(int second, int start) => second < start ? second + Day : second;

    private static IEnumerable<(int, int)> Clip((int Start, int End) pause, int from, int to)
    {
        var (start, end) = (Math.Max(pause.Start, from), Math.Min(pause.End, to));
        return start < end ? [(start >= Day ? start - Day : start, end > Day ? end - Day : end)] : [];
    }
}
