using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Benchmarks.BusinessTime;

/// <summary>
/// What is measured: Monday to Friday from 09:00 to 17:00 with lunch from 12:30 to 13:30 in Berlin, ten fixed holidays a year
/// from 2013 to 2026, asked at 64 pseudo-random instants of 2014.
/// </summary>
internal static class SupportDesk
{
    private const int FirstYear = 2013;
    private const int LastYear = 2026;

    private static readonly AnnualDate[] Holidays =
    [
        new(1, 1), new(1, 6), new(5, 1), new(8, 15), new(10, 3), new(10, 31), new(11, 1), new(12, 24), new(12, 25), new(12, 26),
    ];

    public static ScheduleDefinition Definition { get; } = new()
    {
        Zone = "Europe/Berlin",
        Weekly =
        [
            .. Enumerable.Range(1, 5).Select(d => ((IsoDayOfWeek)d, new PlanInterval(9 * 3_600, 17 * 3_600) { Breaks = [(45_000, 48_600)] })),
        ],
        Holidays = [.. Enumerable.Range(FirstYear, LastYear - FirstYear + 1).SelectMany(y => Holidays.Select(h => (Holiday)h.InYear(y)))],
    };

    public static Instant[] Starts()
    {
        var random = new Random(2_014);
        return [.. Enumerable.Range(0, 64).Select(_ => Instant.FromUtc(2014, 1, 1, 0, 0) + Duration.FromSeconds(random.Next(365 * DayPlan.Day)))];
    }
}
