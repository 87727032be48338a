using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Tests.BusinessTime;

public sealed class ScheduleJsonTests
{
    [Theory]
    [InlineData("\"2024-13-01\"", "not-a-date", "")]
    [InlineData("\"1899-12-31\"", "out-of-range", "")]
    [InlineData("7", "wrong-type", "")]
    [InlineData("null", "wrong-type", "")]
    [InlineData("{}", "one-date", "")]
    [InlineData("""{"date":"2024-01-01","easter":0}""", "one-date", "")]
    [InlineData("""{"date":"2201-01-01","name":"x"}""", "out-of-range", "/date")]
    [InlineData("""{"date":"1.1.2024"}""", "not-a-date", "/date")]
    [InlineData("""{"yearly":"12-32"}""", "not-a-date", "/yearly")]
    [InlineData("""{"yearly":"02-30"}""", "not-a-date", "/yearly")]
    [InlineData("""{"yearly":"13-01"}""", "not-a-date", "/yearly")]
    [InlineData("""{"yearly":"00-01"}""", "not-a-date", "/yearly")]
    [InlineData("""{"yearly":"12-00"}""", "not-a-date", "/yearly")]
    [InlineData("""{"yearly":"+1-+1"}""", "not-a-date", "/yearly")]
    [InlineData("""{"easter":101}""", "out-of-range", "/easter")]
    [InlineData("""{"orthodoxEaster":-101}""", "out-of-range", "/orthodoxEaster")]
    [InlineData("""{"weekday":{"month":13,"day":1,"nth":1}}""", "out-of-range", "/weekday/month")]
    [InlineData("""{"weekday":{"month":1,"day":0,"nth":1}}""", "out-of-range", "/weekday/day")]
    [InlineData("""{"weekday":{"month":1,"day":1,"nth":0}}""", "out-of-range", "/weekday/nth")]
    [InlineData("""{"weekday":{"month":1,"day":1,"nth":6}}""", "out-of-range", "/weekday/nth")]
    [InlineData("""{"weekday":{"month":1,"day":1,"nth":1,"plusDays":101}}""", "out-of-range", "/weekday/plusDays")]
    [InlineData("""{"weekday":{"month":1,"day":1}}""", "missing", "/weekday")]
    [InlineData("""{"weekday":{"month":1,"day":1,"nth":1,"year":1}}""", "unknown-member", "/weekday/year")]
    [InlineData("""{"easter":0,"days":0}""", "out-of-range", "/days")]
    [InlineData("""{"easter":0,"days":367}""", "out-of-range", "/days")]
    [InlineData("""{"easter":0,"from":"12:00","to":"12:00"}""", "ends-before-start", "/to")]
    [InlineData("""{"easter":0,"from":"13:00","to":"12:00"}""", "ends-before-start", "/to")]
    [InlineData("""{"easter":0,"from":"noon"}""", "not-a-time", "/from")]
    [InlineData("""{"easter":0,"from":"24:00","to":"24:00"}""", "out-of-range", "/from")]
    [InlineData("""{"easter":0,"fromYear":2025,"untilYear":2024}""", "ends-before-start", "/untilYear")]
    [InlineData("""{"easter":0,"fromYear":1899}""", "out-of-range", "/fromYear")]
    [InlineData("""{"easter":0,"untilYear":2201}""", "out-of-range", "/untilYear")]
    [InlineData("""{"easter":0,"everyYears":2}""", "missing", "/everyYears")]
    [InlineData("""{"easter":0,"fromYear":2024,"everyYears":0}""", "out-of-range", "/everyYears")]
    [InlineData("""{"easter":0,"except":["2024-02-30"]}""", "not-a-date", "/except/0")]
    [InlineData("""{"easter":0,"except":["1800-01-01"]}""", "out-of-range", "/except/0")]
    [InlineData("""{"date":"2024-01-01","fromYear":2024}""", "comes-once", "/fromYear")]
    [InlineData("""{"date":"2024-01-01","untilYear":2024}""", "comes-once", "/untilYear")]
    [InlineData("""{"date":"2024-01-01","everyYears":3}""", "comes-once", "/everyYears")]
    [InlineData("""{"date":"2024-01-01","except":["2024-01-01"]}""", "comes-once", "/except")]
    [InlineData("""{"easter":0,"observed":"monday"}""", "unknown-value", "/observed")]
    [InlineData("""{"easter":0,"observed":"nextMonday","days":2}""", "observed-days", "/observed")]
    [InlineData("""{"easter":0,"on":"yes"}""", "wrong-type", "/on")]
    [InlineData("""{"easter":0,"colour":"red"}""", "unknown-member", "/colour")]
    public void A_wrong_holiday_is_refused_at_its_place(string holiday, string code, string place)
    {
        var parsed = Schedule.Parse($$"""{"zone":"UTC","weekly":[],"holidays":["2024-01-01",{{holiday}}]}""");
        Assert.Contains(parsed.Faults, f => f.Code == code && f.Place == "/holidays/1" + place);
        Assert.Null(parsed.Value);
    }

    [Fact]
    public void Every_fault_is_named_at_once_whether_of_form_or_of_meaning()
    {
        var parsed = Schedule.Parse("""
            {"zone":"Nowhere/At_All",
             "weekly":[{"day":1,"start":"24:00","end":"17:00"},{"day":2,"start":"x","end":"17:00"},
                       {"day":3,"start":"09:00","end":"17:00","breaks":[["13:00","12:00"]]}],
             "holidays":[{"yearly":"02-30","days":0},{"easter":0,"fromYear":2025,"untilYear":2024,"observed":"nextMonday"}],
             "overrides":[{"date":"1899-01-01","intervals":[{"start":"24:00","end":"17:00"}]}],
             "closures":[{"from":"2026-01-02T00:00","to":"2026-01-01T00:00"}]}
            """);
        Assert.Equal(
            [
                "/zone", "/weekly/0", "/weekly/1/start", "/weekly/2/breaks/0", "/holidays/0/days", "/holidays/1/untilYear",
                "/overrides/0/date", "/overrides/0/intervals/0", "/closures/0",
            ],
            parsed.Faults.Select(f => f.Place));
    }

    [Fact]
    public void What_is_built_in_code_is_held_to_the_same()
    {
        var faults = Schedule.Create(new ScheduleDefinition
        {
            Zone = "UTC",
            Weekly = [(IsoDayOfWeek.None, new PlanInterval(-1, 90_000) { Breaks = [(0, 90_000)] })],
            Holidays =
            [
                new Holiday(new HolidayDate.Yearly(2, 30)) { Days = 367, Part = (5, 5) },
                new Holiday(new HolidayDate.Weekday(0, (IsoDayOfWeek)8, 0, 500)) { EveryYears = 2, FromYear = 1, UntilYear = 0 },
                new Holiday(new HolidayDate.Easter(1_000)) { Name = "\ud800", Observed = (ObservedRule)9, Except = [new LocalDate(1, 1, 1)] },
            ],
            Overrides = [(new LocalDate(2024, 1, 1), []), (new LocalDate(2024, 1, 1), [])],
        }).Faults;
        Assert.Equal(
            [
                "/weekly/0/day", "/weekly/0", "/weekly/0/breaks/0",
                "/holidays/0/yearly", "/holidays/0/days", "/holidays/0/to",
                "/holidays/1/weekday/month", "/holidays/1/weekday/day", "/holidays/1/weekday/nth", "/holidays/1/weekday/plusDays",
                "/holidays/1/fromYear", "/holidays/1/untilYear", "/holidays/1/untilYear",
                "/holidays/2/easter", "/holidays/2/name", "/holidays/2/except/0", "/holidays/2/observed",
                "/overrides/1/date",
            ],
            faults.Select(f => f.Place));
    }

    [Fact]
    public void More_than_anyone_needs_is_refused()
    {
        var interval = new PlanInterval(0, 60);
        LocalDate day = new(2024, 1, 1);
        Assert.Equal(["/weekly"], Places(Plan with { Weekly = [.. Enumerable.Repeat((IsoDayOfWeek.Monday, interval), 1_001)] }));
        Assert.Equal(
            ["/weekly/0/breaks"],
            Places(Plan with { Weekly = [(IsoDayOfWeek.Monday, interval with { Breaks = [.. Enumerable.Repeat((0, 1), 101)] })] }));
        Assert.Equal(["/holidays"], Places(Plan with { Holidays = [.. Enumerable.Repeat((Holiday)day, 5_001)] }));
        Assert.Equal(["/holidays"], Places(Plan with { Holidays = [.. Enumerable.Repeat(new Holiday(new HolidayDate.Easter(0)) { Days = 366 }, 30)] }));
        Assert.Equal(
            ["/holidays"],
            Places(Plan with { Holidays = [new Holiday(new HolidayDate.Easter(0)) { Except = [.. Enumerable.Repeat(day, 10_001)] }] }));
        Assert.Equal(
            ["/overrides"],
            Places(Plan with { Overrides = [.. Enumerable.Range(0, 5_001).Select(d => (day.PlusDays(d), (IReadOnlyList<PlanInterval>)[]))] }));
        Assert.Equal(
            ["/closures"],
            Places(Plan with { Closures = [.. Enumerable.Repeat((day.AtMidnight(), day.AtMidnight().PlusDays(1)), 5_001)] }));

        static IEnumerable<string> Places(ScheduleDefinition plan) => Schedule.Create(plan).Faults.Select(f => f.Place);
    }

    [Fact]
    public void The_canonical_form_says_no_more_than_it_must()
    {
        var schedule = Schedule.Parse("""
            {"closures":[{"from":"2026-05-06T14:00:30","to":"2026-05-06T16:00:00"}],
             "overrides":[{"date":"2026-12-31","intervals":[]},{"date":"2026-12-24","intervals":[{"end":"12:00","start":"09:00:00"}]}],
             "holidays":[
               {"weekday":{"month":11,"day":4,"nth":4,"plusDays":0},"name":"Thanksgiving"},
               {"easter":1,"on":true},{"yearly":"12-24","from":"12:00","to":"24:00"},
               {"date":"2026-12-25","days":1,"name":"","observed":"none"},"2026-01-01","2026-12-25",
               {"yearly":"07-04","untilYear":2200,"fromYear":2000,"everyYears":4,"on":false,"days":2,"except":["2008-07-04","2004-07-04","2008-07-04"]}],
             "weekly":[
               {"day":2,"start":"09:00","end":"17:00","breaks":[]},
               {"day":1,"start":"22:00","end":"06:00","breaks":[["01:00","02:00"],["23:00","23:30"]]},
               {"day":2,"start":"09:00","end":"17:00"},
               {"day":1,"start":"08:30:15","end":"12:00"}],
             "zone":"Europe/Berlin"}
            """).Require();
        Assert.Equal(
            """
            {"zone":"Europe/Berlin","weekly":[
            {"day":1,"start":"08:30:15","end":"12:00"},
            {"day":1,"start":"22:00","end":"06:00","breaks":[["23:00","23:30"],["01:00","02:00"]]},
            {"day":2,"start":"09:00","end":"17:00"}],
            "holidays":["2026-01-01","2026-12-25",
            {"yearly":"07-04","on":false,"days":2,"fromYear":2000,"untilYear":2200,"everyYears":4,"except":["2004-07-04","2008-07-04"]},
            {"yearly":"12-24","from":"12:00","to":"24:00"},
            {"easter":1},
            {"weekday":{"month":11,"day":4,"nth":4},"name":"Thanksgiving"}],
            "overrides":[
            {"date":"2026-12-24","intervals":[{"start":"09:00","end":"12:00"}]},
            {"date":"2026-12-31","intervals":[]}],
            "closures":[{"from":"2026-05-06T14:00:30","to":"2026-05-06T16:00"}]}
            """.ReplaceLineEndings(""),
            string.Concat(schedule.ToJson().Split('\n').Select(l => l.TrimStart())).Replace("\": ", "\":", StringComparison.Ordinal));
        Assert.Equal(schedule.ToJson(), Schedule.Parse(schedule.ToJson()).Require().ToJson());
    }

    [Fact]
    public void Different_hours_have_different_hashes()
    {
        string[] hashes =
        [
            Hash("""{"zone":"UTC","weekly":[]}"""),
            Hash("""{"zone":"Europe/Berlin","weekly":[]}"""),
            Hash("""{"zone":"UTC","weekly":[{"day":1,"start":"09:00","end":"17:00"}]}"""),
            Hash("""{"zone":"UTC","weekly":[{"day":1,"start":"09:00","end":"17:00:01"}]}"""),
            Hash("""{"zone":"UTC","weekly":[],"holidays":["2024-12-25"]}"""),
            Hash("""{"zone":"UTC","weekly":[],"holidays":[{"easter":0}]}"""),
            Hash("""{"zone":"UTC","weekly":[],"holidays":[{"orthodoxEaster":0}]}"""),
        ];
        Assert.Equal(hashes.Length, hashes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(hashes, h => Assert.Matches("^[0-9a-f]{64}$", h));

        static string Hash(string json) => Schedule.Parse(json).Require().ContentHash();
    }

    [Fact]
    public void What_becomes_of_the_lists_of_a_definition_does_not_matter_afterwards()
    {
        var holidays = new List<Holiday> { new LocalDate(2024, 12, 25) };
        var schedule = Schedule.Create(Plan with { Holidays = holidays }).Require();
        var hash = schedule.ContentHash();
        holidays.Clear();
        Assert.Equal(hash, schedule.ContentHash());
    }

    private static ScheduleDefinition Plan => new() { Zone = "UTC" };
}
