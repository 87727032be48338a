using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Benchmarks.BusinessTime;

/// <summary>Pseudo-random plans and moments that meet what is hard: clock changes, skipped dates, nights, breaks, exceptions.</summary>
internal static class OddPlans
{
    // With a year in which something happens to the clock: half an hour, a skipped date, a change just after midnight, none.
    private static readonly (string Zone, int Year)[] Zones =
    [
        ("Europe/Berlin", 2024), ("America/New_York", 2025), ("Australia/Lord_Howe", 2024), ("Pacific/Apia", 2011), ("America/St_Johns", 2010),
        ("America/Sao_Paulo", 2015), ("Asia/Kathmandu", 2020), ("Africa/Casablanca", 2023), ("Antarctica/Troll", 2022), ("UTC", 2026),
    ];

    public static ScheduleDefinition Next(Random random)
    {
        var (zone, year) = Zones[random.Next(Zones.Length)];
        var isAlways = random.Next(15) == 0;
        return new ScheduleDefinition
        {
            Zone = zone,
            Weekly = isAlways
                ? [.. Enumerable.Range(1, 7).Select(d => ((IsoDayOfWeek)d, new PlanInterval(0, DayPlan.Day)))]
                : [.. Enumerable.Range(0, random.Next(9)).Select(_ => ((IsoDayOfWeek)random.Next(1, 8), Interval(random)))],
            Holidays = [.. Enumerable.Range(0, random.Next(6)).Select(_ => (Holiday)Date(year, random))],
            Overrides =
            [
                .. Enumerable.Range(0, random.Next(5)).Select(_ => Date(year, random)).Distinct()
                    .Select(d => (d, (IReadOnlyList<PlanInterval>)[.. Enumerable.Range(0, random.Next(3)).Select(_ => Interval(random))])),
            ],
            Closures = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Closure(year, random))],
        };
    }

    /// <summary>A moment, half the time within a day of a clock change.</summary>
    public static Instant Moment(string zone, Random random)
    {
        var year = Zones.First(z => z.Zone == zone).Year;
        var moment = Instant.FromUtc(year, 1, 1, 0, 0) + Duration.FromMilliseconds(random.NextInt64(366L * 86_400_000));
        return random.Next(2) == 0 && DateTimeZoneProviders.Tzdb[zone].GetZoneInterval(moment) is { HasEnd: true } part
            ? part.End + Duration.FromMilliseconds(random.Next(-86_400_000, 86_400_000))
            : moment;
    }

    private static PlanInterval Interval(Random random)
    {
        var start = Time(random);
        var plan = new PlanInterval(start, random.Next(6) == 0 ? DayPlan.Day : Time(random));
        var breaks = Enumerable.Range(0, random.Next(3)).Select(_ => (Start: Time(random), End: Time(random)));
        return plan with { Breaks = [.. breaks.Where(b => Place(b.Start) < Place(b.End))] };

        int Place(int second) => second < start ? second + DayPlan.Day : second;
    }

    private static int Time(Random random) => random.Next(3) == 0 ? random.Next(DayPlan.Day) : 1_800 * random.Next(48);

    private static LocalDate Date(int year, Random random) => new LocalDate(year, 1, 1).PlusDays(random.Next(366));

    private static (LocalDateTime From, LocalDateTime To) Closure(int year, Random random)
    {
        var from = Date(year, random).AtMidnight().PlusSeconds(Time(random));
        return (from, from.PlusSeconds(random.Next(1, 400_000)));
    }
}
