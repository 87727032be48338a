using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Tests.Generators;

/// <summary>Opening hours on a five-minute grid, biased to midnight and to the hours at which clocks change.</summary>
internal static class PlanIntervals
{
    private const int Day = 86_400;

    private static readonly Gen<int> Starts = Gen.Frequency(
        (5, Gen.Elements(0, 0, 7_200, 9_000, 10_800, 32_400, 79_200)), // 00:00, 02:00, 02:30, 03:00, 09:00, 22:00
        (5, Gen.Choose(0, 287).Select(n => n * 300)),
        (1, Gen.Elements(1, 7_199, 32_401, 86_399))); // off the grid

    private static readonly Gen<int> Ends = Gen.Frequency(
        (5, Gen.Elements(0, Day, Day, Day, 7_200, 9_000, 10_800, 61_200, 21_600)), // 24:00, 02:00, 02:30, 03:00, 17:00, 06:00
        (5, Gen.Choose(0, 288).Select(n => n * 300)),
        (1, Gen.Elements(1, 7_201, 86_399)));

    /// <summary>One interval: often short and within its day, else any two times, which is overnight half the time.</summary>
    public static Gen<PlanInterval> One { get; } =
        from start in Starts
        from anyEnd in Ends
        from length in Gen.Choose(1, 60).Select(n => n * 300)
        from isShort in Gen.Elements(true, true, false)
        let end = !isShort ? anyEnd : start + length > Day ? start + length - Day : start + length
        let span = end <= start ? end + Day - start : end - start
        from breaks in Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Constant(1)), (1, Gen.Constant(2)))
            .SelectMany(n => Break(start, span).ArrayOf(n))
        select new PlanInterval(start, end) { Breaks = breaks };

    /// <summary>The plan of one date.</summary>
    public static Gen<PlanInterval[]> OfOneDay { get; } = Count((4, 0, 0), (5, 1, 1), (3, 2, 2), (1, 3, 4)).SelectMany(n => One.ArrayOf(n));

    /// <summary>The plan of a week; now and then an empty one.</summary>
    public static Gen<(IsoDayOfWeek Day, PlanInterval Interval)[]> OfOneWeek { get; } = Gen.Frequency(
        (15, OfOneDay.ArrayOf(7).Select(days => days.SelectMany((d, i) => d.Select(x => ((IsoDayOfWeek)(i + 1), x))).ToArray())),
        (1, Gen.Constant<(IsoDayOfWeek, PlanInterval)[]>([])));

    /// <summary>A number: each part has a weight, a least and a greatest.</summary>
    public static Gen<int> Count(params (int Weight, int Least, int Greatest)[] parts) =>
        Gen.Frequency([.. parts.Select(p => (p.Weight, Gen.Choose(p.Least, p.Greatest)))]);

    // Inside the interval for the most part; it may begin with it, end with it, reach past its end or lie behind it.
    private static Gen<(int Start, int End)> Break(int start, int span) =>
        from after in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, span / 300).Select(n => n * 300), Gen.Choose(0, span))
        from length in Gen.Elements(1, 300, 1_800, 3_600, 10_800)
        let first = start + Math.Min(after, Day - 2) // a break ends at most as late as its interval can
        let last = Math.Min(first + length, start + Day - 1)
        select (first >= Day ? first - Day : first, last > Day ? last - Day : last);
}
