using Helpdesk.Core.BusinessTime;
using NodaTime;
using NodaTime.Text;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>On which dates holidays fall: dates from published calendars and tables.</summary>
public sealed class HolidayTests
{
    // Book of Common Prayer, "A Table to find Easter Day, 1900 to 2199": the paschal full moon by golden number, as days of March.
    private static readonly int[] Gregorian = [45, 34, 23, 42, 31, 49, 39, 28, 47, 36, 25, 44, 33, 22, 41, 30, 48, 38, 27];

    // The same in the Julian calendar (the table of Dionysius Exiguus, good for ever).
    private static readonly int[] Julian = [36, 25, 44, 33, 22, 41, 30, 49, 38, 27, 46, 35, 24, 43, 32, 21, 40, 29, 48];

    [Theory]
    [InlineData("""{"easter":0}""", "1943-04-25 1954-04-18 1981-04-19 2008-03-23 2024-03-31 2025-04-20 2026-04-05 2038-04-25")]
    [InlineData("""{"easter":-2}""", "2024-03-29 2025-04-18 2026-04-03")]
    [InlineData("""{"easter":39}""", "2024-05-09 2025-05-29 2026-05-14")]
    [InlineData("""{"orthodoxEaster":0}""", "1983-05-08 2010-04-04 2013-05-05 2021-05-02 2024-05-05 2025-04-20 2026-04-12")]
    [InlineData("""{"weekday":{"month":11,"day":4,"nth":4}}""", "2023-11-23 2024-11-28 2025-11-27 2026-11-26")] // Thanksgiving
    [InlineData("""{"weekday":{"month":11,"day":4,"nth":4,"plusDays":1}}""", "2023-11-24 2024-11-29")] // the Friday after
    [InlineData("""{"weekday":{"month":5,"day":1,"nth":-1}}""", "2023-05-29 2024-05-27 2025-05-26 2026-05-25")] // Memorial Day
    [InlineData("""{"weekday":{"month":11,"day":1,"nth":1,"plusDays":1}}""", "2020-11-03 2022-11-08 2024-11-05")] // Election Day
    [InlineData("""{"weekday":{"month":2,"day":4,"nth":5}}""", "2024-02-29")] // only a leap year has a fifth Thursday
    [InlineData("""{"weekday":{"month":2,"day":4,"nth":-5}}""", "2024-02-01")]
    [InlineData("""{"weekday":{"month":12,"day":3,"nth":-1,"plusDays":7}}""", "2024-01-03 2025-01-01")] // into the year after
    [InlineData("""{"easter":-100}""", "2007-12-14 2023-12-22 2025-01-10")] // into the year before
    [InlineData("""{"yearly":"02-29"}""", "1904-02-29 2000-02-29 2024-02-29")] // and not 1900, below
    [InlineData("""{"yearly":"12-25","fromYear":2024,"untilYear":2025}""", "2024-12-25 2025-12-25")]
    [InlineData("""{"yearly":"07-04","fromYear":2021,"everyYears":2}""", "2021-07-04 2023-07-04 2199-07-04")]
    [InlineData("""{"yearly":"07-04","except":["2024-07-04"]}""", "2023-07-04 2025-07-04")]
    [InlineData("""{"yearly":"12-31","days":3}""", "2023-12-31 2024-01-01 2024-01-02 2024-12-31")]
    [InlineData("""{"date":"2024-02-28","days":2}""", "2024-02-28 2024-02-29")]
    [InlineData("""{"yearly":"01-01","observed":"nearestWeekday"}""", "2021-01-01 2021-12-31 2023-01-02 2024-01-01")] // opm.gov
    [InlineData("""{"yearly":"01-01","observed":"nextMonday"}""", "2021-01-01 2022-01-03 2023-01-02 2024-01-01")] // gov.uk
    [InlineData("""{"yearly":"12-26","observed":"nextMondayOrTuesday"}""", "2020-12-28 2021-12-28 2022-12-27 2023-12-26")] // gov.uk
    [InlineData("""{"yearly":"03-21","observed":"sundayToMonday"}""", "2020-03-21 2021-03-22 2022-03-21")] // gov.za
    public void It_is_kept_on_dates_that_calendars_print(string holiday, string dates)
    {
        var schedule = Always(holiday);
        Assert.All(dates.Split(' '), date => Assert.False(IsOpen(schedule, date), date));
    }

    [Theory]
    [InlineData("""{"yearly":"02-29"}""", "1900-02-28 1900-03-01 2023-02-28 2023-03-01 2100-02-28 2100-03-01")]
    [InlineData("""{"weekday":{"month":2,"day":4,"nth":5}}""", "2023-02-23 2023-03-02")]
    [InlineData("""{"yearly":"12-25","fromYear":2024,"untilYear":2025}""", "2023-12-25 2026-12-25")]
    [InlineData("""{"yearly":"07-04","fromYear":2021,"everyYears":2}""", "2019-07-04 2022-07-04 2024-07-04")]
    [InlineData("""{"yearly":"07-04","except":["2024-07-04"]}""", "2024-07-04")]
    [InlineData("""{"yearly":"01-01","observed":"nearestWeekday"}""", "2022-01-01 2022-01-03 2023-01-01 2022-12-31")]
    [InlineData("""{"yearly":"01-01","observed":"nearestWeekday","except":["2021-12-31"]}""", "2021-12-31 2022-01-01")]
    [InlineData("""{"yearly":"01-01","observed":"nearestWeekday","fromYear":2023}""", "2021-12-31")] // that is 2022's
    [InlineData("""{"yearly":"12-26","observed":"nextMondayOrTuesday"}""", "2020-12-26 2021-12-26 2021-12-27 2022-12-26")]
    [InlineData("""{"yearly":"03-21","observed":"sundayToMonday"}""", "2021-03-21 2020-03-23")]
    [InlineData("""{"date":"2024-12-25","on":false}""", "2024-12-25")]
    [InlineData("""{"yearly":"12-25","on":false}""", "2024-12-25")]
    [InlineData("""{"yearly":"12-25"}""", "1899-12-25 2201-12-25")]
    [InlineData("""{"yearly":"12-31","days":3}""", "2201-01-01 1900-01-01")]
    public void It_is_not_kept_on_other_dates(string holiday, string dates)
    {
        var schedule = Always(holiday);
        Assert.All(dates.Split(' '), date => Assert.True(IsOpen(schedule, date), date));
    }

    // A shift for a holiday of the year before, counted in that year, ends on a date of this one.
    [Fact]
    public void One_that_moves_over_the_turn_of_the_year_still_counts_to_its_own()
    {
        var schedule = Always("""{"yearly":"01-01","observed":"nearestWeekday","fromYear":2022,"untilYear":2022}""");
        Assert.Equal(["2021-12-31"], Closed(schedule, 2020, 2024));
    }

    [Fact]
    public void Easter_is_the_Sunday_after_the_paschal_full_moon_of_the_tables()
    {
        var western = Always("""{"easter":0}""");
        var orthodox = Always("""{"orthodoxEaster":0}""");
        for (var year = 1900; year <= 2199; year++)
        {
            var full = new LocalDate(year, 2, 28).PlusDays(DateTime.IsLeapYear(year) ? 1 : 0).PlusDays(Gregorian[year % 19]);
            var old = new LocalDate(year, 3, 1, CalendarSystem.Julian).PlusDays(Julian[year % 19] - 1).WithCalendar(CalendarSystem.Iso);
            Check(western, full.Next(IsoDayOfWeek.Sunday));
            Check(orthodox, old.Next(IsoDayOfWeek.Sunday));
        }

        static void Check(Schedule schedule, LocalDate sunday)
        {
            Assert.False(schedule.IsOpen(Noon(sunday)), $"{sunday:d}");
            Assert.True(schedule.IsOpen(Noon(sunday.PlusDays(-7))), $"{sunday:d}");
            Assert.True(schedule.IsOpen(Noon(sunday.PlusDays(7))), $"{sunday:d}");
        }
    }

    // gov.uk, bank holidays in England and Wales that come of rules: every year has eight.
    [Fact]
    public void The_bank_holidays_of_England_are_those_that_were_announced()
    {
        var schedule = Always(
            """{"yearly":"01-01","observed":"nextMonday"}""",
            """{"easter":-2}""",
            """{"easter":1}""",
            """{"weekday":{"month":5,"day":1,"nth":1},"except":["2020-05-04"]}""",
            "\"2020-05-08\"",
            """{"weekday":{"month":5,"day":1,"nth":-1},"except":["2022-05-30"]}""",
            """{"date":"2022-06-02","days":2}""",
            """{"weekday":{"month":8,"day":1,"nth":-1}}""",
            """{"yearly":"12-25","observed":"nextMonday"}""",
            """{"yearly":"12-26","observed":"nextMondayOrTuesday"}""");
        string[] announced =
        [
            "2020-01-01", "2020-04-10", "2020-04-13", "2020-05-08", "2020-05-25", "2020-08-31", "2020-12-25", "2020-12-28",
            "2021-01-01", "2021-04-02", "2021-04-05", "2021-05-03", "2021-05-31", "2021-08-30", "2021-12-27", "2021-12-28",
            "2022-01-03", "2022-04-15", "2022-04-18", "2022-05-02", "2022-06-02", "2022-06-03", "2022-08-29", "2022-12-26", "2022-12-27",
        ];
        Assert.Equal(announced, Closed(schedule, 2020, 2022));
    }

    private static Schedule Always(params string[] holidays) => Schedule.Parse($$"""
        {"zone":"UTC","weekly":[{{string.Join(',', Enumerable.Range(1, 7).Select(d =>
            $$"""{"day":{{d}},"start":"00:00","end":"24:00"}"""))}}],"holidays":[{{string.Join(',', holidays)}}]}
        """).Require();

    private static IEnumerable<string> Closed(Schedule schedule, int first, int last)
    {
        for (var date = new LocalDate(first, 1, 1); date.Year <= last; date = date.PlusDays(1))
        {
            if (!schedule.IsOpen(Noon(date)))
            {
                yield return LocalDatePattern.Iso.Format(date);
            }
        }
    }

    private static bool IsOpen(Schedule schedule, string date) => schedule.IsOpen(Noon(LocalDatePattern.Iso.Parse(date).Value));

    private static Instant Noon(LocalDate date) => date.At(new LocalTime(12, 0)).InUtc().ToInstant();
}
