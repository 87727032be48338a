using Helpdesk.Core.BusinessTime;

namespace Helpdesk.Core.Benchmarks.BusinessTime;

/// <summary>
/// When a date with certain intervals is open, breaks cut out, in seconds after its midnight: what lies on the date itself,
/// and what runs over into the next one, in seconds after that one's midnight. Both ordered and without overlap.
/// </summary>
internal sealed class DayPlan
{
    public const int Day = 86_400;

    public static readonly DayPlan Closed = new([]);

    public DayPlan(IEnumerable<PlanInterval> intervals)
    {
        var open = intervals.SelectMany(WithoutBreaks).ToList();
        Own = Union(open.Where(s => s.Start < Day).Select(s => (s.Start, Math.Min(s.End, Day))));
        Over = Union(open.Where(s => s.End > Day).Select(s => (Math.Max(s.Start, Day) - Day, s.End - Day)));
    }

    public (int Start, int End)[] Own { get; }

    public (int Start, int End)[] Over { get; }

    /// <summary>Ordered spans; those that overlap or touch are one.</summary>
    public static (int Start, int End)[] Union(IEnumerable<(int Start, int End)> spans)
    {
        var union = new List<(int Start, int End)>();
        foreach (var span in spans.Order())
        {
            if (union.Count > 0 && span.Start <= union[^1].End)
            {
                union[^1] = (union[^1].Start, Math.Max(union[^1].End, span.End));
            }
            else
            {
                union.Add(span);
            }
        }

        return [.. union];
    }

    /// <summary>What is left of spans without what lies from <paramref name="start"/> to <paramref name="end"/>.</summary>
    public static IEnumerable<(int Start, int End)> Cut(IEnumerable<(int Start, int End)> spans, int start, int end)
    {
        foreach (var span in spans)
        {
            if (span.Start < Math.Min(span.End, start))
            {
                yield return (span.Start, Math.Min(span.End, start));
            }

            if (Math.Max(span.Start, end) < span.End)
            {
                yield return (Math.Max(span.Start, end), span.End);
            }
        }
    }

    private static IEnumerable<(int Start, int End)> WithoutBreaks(PlanInterval interval)
    {
        IEnumerable<(int Start, int End)> open = [(interval.Start, interval.End <= interval.Start ? interval.End + Day : interval.End)];
        foreach (var (start, end) in interval.Breaks)
        {
            open = Cut(open, OnOwnDate(start), OnOwnDate(end));
        }

        return open;

        // A break time before the start of the interval is on the next date.
        int OnOwnDate(int second) => second < interval.Start ? second + Day : second;
    }
}
