namespace Helpdesk.Core.BusinessTime;

/// <summary>
/// What one date opens, as seconds after the midnight on which it begins: up to 172,800, as a shift may run into the next
/// date. Ordered, apart.
/// </summary>
internal static class DayPlan
{
    /// <summary>Past the end of every shift that begins on a date.</summary>
    public const int End = 2 * Plan.Day;

    public static (int Start, int End)[] Of(IEnumerable<PlanInterval> intervals)
    {
        using var open = new StretchBuffer();
        using var one = new StretchBuffer();
        foreach (var interval in intervals)
        {
            one.Clear();
            one.Add(interval.Start, interval.End + (interval.End <= interval.Start ? Plan.Day : 0));
            foreach (var pause in interval.Breaks)
            {
                var (start, end) = interval.Place(pause);
                one.Cut(start, end);
            }

            for (var i = 0; i < one.Count; i++)
            {
                open.Add(one.Starts[i], one.Ends[i]);
            }
        }

        return Copy(open);
    }

    /// <summary>The plan without some parts of it.</summary>
    public static (int Start, int End)[] Without(
        (int Start, int End)[] plan, ReadOnlySpan<(int Day, int Start, int End)> cuts)
    {
        using var open = new StretchBuffer();
        foreach (var (start, end) in plan)
        {
            open.Add(start, end);
        }

        foreach (var (_, start, end) in cuts)
        {
            open.Cut(start, end);
        }

        return Copy(open);
    }

    private static (int Start, int End)[] Copy(StretchBuffer open)
    {
        var copy = new (int Start, int End)[open.Count];
        for (var i = 0; i < copy.Length; i++)
        {
            copy[i] = ((int)open.Starts[i], (int)open.Ends[i]);
        }

        return copy;
    }
}
