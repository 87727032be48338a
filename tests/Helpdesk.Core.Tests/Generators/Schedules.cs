using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Tests.Generators;

/// <summary>Schedules and instants on a minute grid, biased to the nights on which clocks change.</summary>
internal static class Schedules
{
    // A zone and an instant near which its wall clock does something odd.
    private static readonly (string Zone, Instant Near)[] Places =
    [
        ("Europe/Berlin", Instant.FromUtc(2024, 3, 31, 1, 0)),
        ("Europe/Berlin", Instant.FromUtc(2024, 10, 27, 1, 0)),
        ("America/New_York", Instant.FromUtc(2024, 11, 3, 6, 0)),
        ("Australia/Lord_Howe", Instant.FromUtc(2024, 10, 5, 15, 30)),
        ("Australia/Lord_Howe", Instant.FromUtc(2024, 4, 6, 15, 0)),
        ("Pacific/Apia", Instant.FromUtc(2011, 12, 30, 10, 0)),
        ("America/St_Johns", Instant.FromUtc(2010, 11, 7, 2, 31)),
        ("Africa/Casablanca", Instant.FromUtc(2024, 3, 10, 2, 0)),
        ("Asia/Tehran", Instant.FromUtc(2021, 3, 21, 20, 30)),
        ("America/Sao_Paulo", Instant.FromUtc(2015, 10, 18, 3, 0)),
        ("America/Sao_Paulo", Instant.FromUtc(2015, 2, 22, 2, 0)),
        ("Asia/Kolkata", Instant.FromUtc(2024, 3, 31, 1, 0)),
        ("UTC", Instant.FromUtc(2024, 12, 31, 23, 0)),
    ];

    private static readonly Gen<int> Starts = Gen.OneOf(
        Gen.Elements(0, 2 * 3600, 9000, 3 * 3600, 9 * 3600, 22 * 3600),
        Gen.Choose(0, 287).Select(n => n * 300));

    private static readonly Gen<int> Ends = Gen.OneOf(
        Gen.Elements(86_400, 2 * 3600, 9000, 3 * 3600, 17 * 3600, 6 * 3600),
        Gen.Choose(0, 288).Select(n => n * 300));

    private static readonly Gen<PlanInterval> Intervals =
        from start in Starts
        from end in Ends
        from after in Gen.Choose(0, 200).Select(n => n * 300)
        from length in Gen.Choose(1, 36).Select(n => n * 300)
        from paused in Gen.Elements(true, false)
        let span = end <= start ? end + 86_400 - start : end - start
        let breaks = paused && after + length < span
            ? new[] { ((start + after) % 86_400, (start + after + length) % 86_400) }
            : []
        select new PlanInterval(start, end) { Breaks = breaks };

    /// <summary>A definition with three instants within four days of the odd moment.</summary>
    public static Gen<(ScheduleDefinition Plan, Instant A, Instant B, Instant C)> Questions { get; } =
        from place in Gen.Elements(Places)
        from weekly in (from day in Gen.Choose(1, 7)
                        from interval in Intervals
                        select ((IsoDayOfWeek)day, interval)).ArrayOf().Select(w => w.Take(12).ToArray())
        let today = place.Near.InZone(DateTimeZoneProviders.Tzdb[place.Zone]).Date
        from holidays in Gen.Choose(-3, 3).Select(today.PlusDays).ArrayOf().Select(h => h.Take(3).ToArray())
        from overrides in (from day in Gen.Choose(-3, 3)
                           from intervals in Intervals.ArrayOf().Select(i => (IReadOnlyList<PlanInterval>)[.. i.Take(2)])
                           select (today.PlusDays(day), intervals)).ArrayOf()
        from closures in (from start in Gen.Choose(-60, 60)
                          from length in Gen.Choose(1, 30)
                          let opens = today.AtMidnight().PlusHours(start)
                          select (opens, opens.PlusHours(length))).ArrayOf().Select(c => c.Take(2).ToArray())
        from a in Near(place.Near)
        from b in Near(place.Near)
        from c in Near(place.Near)
        select (
            new ScheduleDefinition
            {
                Zone = place.Zone,
                Weekly = weekly,
                Holidays = [.. holidays],
                Overrides = [.. overrides.DistinctBy(o => o.Item1).Take(3)],
                Closures = closures,
            },
            a,
            b,
            c);

    private static Gen<Instant> Near(Instant moment) => Gen.OneOf(
        Gen.Elements(-60, -30, -1, 0, 1, 30, 60, 120).Select(m => moment + Duration.FromMinutes(m)),
        Gen.Choose(-2880, 2880).Select(m => moment + Duration.FromMinutes(m)));
}
