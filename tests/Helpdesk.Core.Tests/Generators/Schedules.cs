using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Tests.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Tests.Generators;

/// <summary>Definitions with questions, biased to the nights on which clocks change and to the edges of the open stretches.</summary>
internal static class Schedules
{
    private static readonly Gen<int> Exceptions = PlanIntervals.Count((4, 0, 0), (5, 1, 3), (1, 4, 20));

    private static readonly Gen<int> DaysAway = Gen.Frequency((4, Gen.Choose(-2, 2)), (1, Gen.Choose(-40, 40)));

    private static readonly Gen<Duration> Amounts = Gen.Frequency(
        (1, Gen.Elements(Duration.Zero, Duration.Epsilon, Duration.FromSeconds(1), Duration.FromHours(24))),
        (4, Gen.Choose(0, 48).Select(n => Duration.FromMinutes(n * 30))),
        (3, Gen.Choose(0, 20 * 3600).Select(n => Duration.FromSeconds(n))),
        (1, Gen.Choose(0, 100 * 3600).Select(n => Duration.FromSeconds(n) + Duration.FromNanoseconds(n))));

    /// <summary>A valid definition with instants and amounts.</summary>
    public static Gen<ScheduleQuestion> Questions { get; } =
        from place in OddMoments.Any
        from weekly in PlanIntervals.OfOneWeek
        let today = place.Near.InZone(DateTimeZoneProviders.Tzdb[place.Zone]).Date
        from plan in Exceptional(new ScheduleDefinition { Zone = place.Zone, Weekly = weekly }, today)
        let edges = Edges(plan, place.Near)
        from a in Near(place.Near, edges)
        from b in Near(place.Near, edges)
        from c in Near(place.Near, edges)
        from far in Gen.Choose(-1_000, 1_000)
        from amount in Amounts
        from more in Amounts
        select new ScheduleQuestion(plan, a, b, c, b + Duration.FromDays(far), amount, more);

    /// <summary>The questions, which shrink toward UTC, one interval and nothing else.</summary>
    public static Arbitrary<ScheduleQuestion> Shrinking { get; } = Arb.From(Questions, ScheduleShrinker.Shrink);

    // Dates that a definition may name lie in the years 1900 to 2200; far from there only the week counts.
    private static Gen<ScheduleDefinition> Exceptional(ScheduleDefinition week, LocalDate today) =>
        today.Year is < 1901 or > 2199
            ? Gen.Constant(week)
            : from holidays in Exceptions.SelectMany(n => DaysAway.Select(today.PlusDays).ArrayOf(n))
              from overrides in Exceptions.SelectMany(n => Override(today).ArrayOf(n))
              from closures in Exceptions.SelectMany(n => Closure(today).ArrayOf(n))
              select week with
              {
                  Holidays = [.. holidays],
                  Overrides = [.. overrides.DistinctBy(o => o.Date)],
                  Closures = closures,
              };

    private static Gen<(LocalDate Date, IReadOnlyList<PlanInterval> Intervals)> Override(LocalDate today) =>
        from day in DaysAway
        from intervals in PlanIntervals.OfOneDay
        select (today.PlusDays(day), (IReadOnlyList<PlanInterval>)intervals);

    private static Gen<(LocalDateTime From, LocalDateTime To)> Closure(LocalDate today) =>
        from day in DaysAway
        from start in Gen.OneOf(Gen.Elements(0, 7_200, 9_000, 10_800), Gen.Choose(0, 287).Select(n => n * 300), Gen.Choose(0, 86_399))
        from length in Gen.Elements(1, 300, 1_800, 3_600, 14_400, 86_400, 100_000, 8_000_000) // up to three months
        let opens = today.PlusDays(day).AtMidnight().PlusSeconds(start)
        select (opens, opens.PlusSeconds(length));

    private static Gen<Instant> Near(Instant moment, Instant[] edges) => Gen.Frequency(
        (3, Gen.Elements(-7_200, -3_600, -1_800, -1, 0, 1, 1_800, 3_600, 7_200).Select(s => moment + Duration.FromSeconds(s))),
        (4, from edge in Gen.Elements(edges)
            from away in Gen.Elements(Duration.Zero, Duration.FromSeconds(1), -Duration.FromSeconds(1), Duration.Epsilon, -Duration.Epsilon)
            select edge + away),
        (2, Gen.Choose(-2_880, 2_880).Select(m => moment + Duration.FromMinutes(m))),
        (1, from second in Gen.Choose(-172_800, 172_800)
            from nanosecond in Gen.Choose(0, 999_999_999)
            select moment + Duration.FromSeconds(second) + Duration.FromNanoseconds(nanosecond)));

    private static Instant[] Edges(ScheduleDefinition plan, Instant moment) =>
    [
        moment,
        .. new PlainWalk(plan)
            .Stretches(moment - Duration.FromHours(36), moment + Duration.FromHours(36))
            .SelectMany(s => new[] { s.Start, s.End }),
    ];
}
