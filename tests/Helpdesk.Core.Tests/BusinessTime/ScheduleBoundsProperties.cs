using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>Every valid schedule answers, every invalid one is refused with all that is wrong (14 in the list of invariants).</summary>
public sealed class ScheduleBoundsProperties
{
    private static readonly LocalDate Early = new(1899, 12, 31);
    private static readonly LocalDate Late = new(2201, 1, 1);
    private static readonly LocalDate Fine = new(2026, 3, 2);

    // The end of time, the years in which a definition may name dates, and beyond all known changes of clocks.
    private static readonly Instant[] Extremes =
    [
        Instant.MinValue, Instant.FromUtc(1, 1, 1, 0, 0), Instant.FromUtc(1899, 12, 31, 23, 59), Instant.FromUtc(2200, 12, 31, 23, 0),
        Instant.FromUtc(9998, 12, 28, 23, 59), Instant.FromUtc(9998, 12, 31, 0, 0), Instant.MaxValue,
    ];

    // One mistake each: what it adds to a definition, and the place at the definition's end to which it belongs.
    private static readonly (Func<ScheduleDefinition, ScheduleDefinition> Make, Func<ScheduleDefinition, string> Place, string Code)[] Mistakes =
    [
        (p => p with { Zone = "Europe/Berlim" }, _ => "/zone", "unknown-zone"),
        Week(0, new(0, 60), "/day", "unknown-day"),
        Week(8, new(0, 60), "/day", "unknown-day"),
        Week(1, new(-1, 60), "", "out-of-range"),
        Week(1, new(86_400, 60), "", "out-of-range"),
        Week(1, new(0, 86_401), "", "out-of-range"),
        Week(1, new(0, -1), "", "out-of-range"),
        Week(1, new(60, 3_600) { Breaks = [(60, 120), (-1, 60)] }, "/breaks/1", "out-of-range"),
        Week(1, new(60, 3_600) { Breaks = [(120, 86_401)] }, "/breaks/0", "out-of-range"),
        Week(1, new(60, 3_600) { Breaks = [(120, 120)] }, "/breaks/0", "ends-before-start"),
        Week(1, new(79_200, 21_600) { Breaks = [(3_600, 82_800)] }, "/breaks/0", "ends-before-start"),
        (p => p with { Holidays = [.. p.Holidays, Early] }, p => $"/holidays/{p.Holidays.Count}", "out-of-range"),
        (p => p with { Holidays = [.. p.Holidays, Late] }, p => $"/holidays/{p.Holidays.Count}", "out-of-range"),
        (p => p with { Overrides = [.. p.Overrides, (Late, [])] }, p => $"/overrides/{p.Overrides.Count}/date", "out-of-range"),
        (p => p with { Overrides = [.. p.Overrides, (Fine, [new(0, 60), new(0, 99_999)])] }, p => $"/overrides/{p.Overrides.Count}/intervals/1", "out-of-range"),
        (p => p with { Overrides = [.. p.Overrides, p.Overrides[0]] }, p => $"/overrides/{p.Overrides.Count}/date", "duplicate-date"),
        (p => p with { Closures = [.. p.Closures, (Fine.AtMidnight(), Fine.AtMidnight())] }, p => $"/closures/{p.Closures.Count}", "ends-before-start"),
        (p => p with { Closures = [.. p.Closures, (Early.AtMidnight(), Fine.AtMidnight())] }, p => $"/closures/{p.Closures.Count}/from", "out-of-range"),
        (p => p with { Closures = [.. p.Closures, (Fine.AtMidnight(), Late.AtMidnight())] }, p => $"/closures/{p.Closures.Count}/to", "out-of-range"),
    ];

    [Fact]
    public void Every_question_has_an_answer_at_the_ends_of_time_too() => ScheduleLaw.Holds(
        (s, q) => Extremes.All(at =>
        {
            _ = s.NextClose(at);
            return s.Add(at, Duration.Zero) == at
                && (s.NextOpen(at) is not { } opens || (opens >= at && s.IsOpen(opens)))
                && (s.Add(at, q.Amount) is not { } due || due >= at)
                && (s.Add(at, -q.Amount) is not { } back || back <= at)
                && s.Add(at, Duration.MaxValue) is null
                && s.Add(at, Duration.MinValue) is null;
        }),
        tests: 20);

    // However many exceptions there are, and the last of them far away.
    [Fact]
    public void A_schedule_that_never_opens_again_says_so() => ScheduleLaw.Holds(
        (_, q) =>
        {
            var never = ScheduleLaw.Made(new ScheduleDefinition
            {
                Zone = q.Plan.Zone,
                Weekly = q.Plan.Weekly,
                Closures = [(new LocalDateTime(1900, 1, 1, 0, 0), new LocalDateTime(2200, 12, 31, 23, 0))],
            });
            var from = Instant.FromUtc(2024, 1, 1, 0, 0);
            return never.Between(from, from + Duration.FromDays(1_000)) == Duration.Zero
                && (never.NextOpen(from) is not { } opens || opens.InZone(q.Zone).Year >= 2200)
                && (never.Add(from, -q.Amount - Duration.Epsilon) is not { } back || back.InZone(q.Zone).Year < 1900);
        },
        tests: 6);

    [Fact]
    public void An_invalid_definition_is_refused_with_all_its_faults_at_once() => ScheduleLaw.Holds((_, q) =>
    {
        var plan = q.Plan with { Overrides = [(Fine.PlusDays(-7), []), .. q.Plan.Overrides.Where(o => o.Date < new LocalDate(2020, 1, 1))] };
        var expected = new List<(string, string)>();
        foreach (var (make, place, code) in Mistakes.Where((_, n) => ((long)q.Amount.TotalSeconds / 60 >> (n % 12) & 1) == 1 && (n < 12 || q.A < q.B)))
        {
            expected.Add((code, place(plan)));
            plan = make(plan);
        }

        var parsed = Schedule.Create(plan);
        return parsed.IsValid == (expected.Count == 0)
            && parsed.Faults.Select(f => (f.Code, f.Place)).ToHashSet().SetEquals(Known(plan, expected));
    });

    [Fact]
    public void Each_mistake_alone_is_refused_with_its_place() => Assert.All(Mistakes, m =>
    {
        var plan = new ScheduleDefinition { Zone = "UTC", Weekly = [], Overrides = [(Fine.PlusDays(-7), [])] };
        Assert.Equal([(m.Code, m.Place(plan))], Schedule.Create(m.Make(plan)).Faults.Select(f => (f.Code, f.Place)));
    });

    // Two of the mistakes name the same date, which is a third one.
    private static IEnumerable<(string Code, string Place)> Known(ScheduleDefinition plan, List<(string Code, string Place)> expected) =>
        expected.Concat(plan.Overrides
            .Select((o, n) => (o.Date, n))
            .Where(o => plan.Overrides.Take(o.n).Any(before => before.Date == o.Date))
            .Select(o => ("duplicate-date", $"/overrides/{o.n}/date")));

    private static (Func<ScheduleDefinition, ScheduleDefinition> Make, Func<ScheduleDefinition, string> Place, string Code) Week(
        int day, PlanInterval interval, string place, string code) =>
        (p => p with { Weekly = [.. p.Weekly, ((IsoDayOfWeek)day, interval)] }, p => $"/weekly/{p.Weekly.Count}{place}", code);
}
