using System.Diagnostics;
using Helpdesk.Core.BusinessTime;
using NodaTime;
using NodaTime.Text;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>What iCalendar texts (RFC 5545) mean as holidays.</summary>
public sealed class HolidayCalendarTests
{
    [Fact]
    public void A_feed_with_folds_quotes_alarms_and_zones_is_read()
    {
        var calendar = HolidayCalendar.Parse(
            "\ufeffBEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\n"
            + "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
            + "begin:vevent\r\ndtstart;x-note=\"a:b;c\";value=date:20241225\r\nsummary;LANGUAGE=en:Christmas\\, the\r\n  first \r\n\tday\\; really\\\\\r\n"
            + "BEGIN:VALARM\r\nTRIGGER:-P1D\r\nDTSTART;VALUE=DATE:20240101\r\nSUMMARY:Wake up\r\nEND:VALARM\r\nend:vevent\r\n"
            + "BEGIN:VEVENT\nDTSTART:20241226\nDTEND:20241227\nSUMMARY:Boxing\\nDay\nEND:VEVENT\n"
            + "BEGIN:VTODO\nDTSTART;VALUE=DATE:20240601\nEND:VTODO\nEND:VCALENDAR\n").Require();
        Assert.Empty(calendar.Skipped);
        Assert.Equal(
            [("2024-12-25", "Christmas, the first day; really\\"), ("2024-12-26", "Boxing Day")],
            calendar.Holidays.Select(h => (Date(h), h.Name)));
        Assert.All(calendar.Holidays, h => Assert.True(h.IsOn && h.Days == 1));
    }

    [Theory]
    [InlineData("DTEND;VALUE=DATE:20240505", 4)]
    [InlineData("DTEND;VALUE=DATE:20240502", 1)]
    [InlineData("DTEND;VALUE=DATE:20240501", 1)] // an end at the start
    [InlineData("DTEND:20240503T000000", 2)]
    [InlineData("DURATION:P1D", 1)]
    [InlineData("DURATION:+P3D", 3)]
    [InlineData("DURATION:P1W", 7)]
    [InlineData("SUMMARY:no end", 1)]
    public void The_end_is_the_date_after_the_last(string line, int days) =>
        Assert.Equal(days, One("DTSTART;VALUE=DATE:20240501", line).Days);

    [Theory]
    [InlineData("20241225", "FREQ=YEARLY", "2024-12-25 2025-12-25 2200-12-25", "2023-12-25")]
    [InlineData("20241225", "FREQ=YEARLY;UNTIL=20261225", "2026-12-25", "2027-12-25")]
    [InlineData("20241225", "FREQ=YEARLY;UNTIL=20261224", "2025-12-25", "2026-12-25")]
    [InlineData("20241225", "FREQ=YEARLY;UNTIL=20261225T000000", "2026-12-25", "2027-12-25")]
    [InlineData("20241225", "FREQ=YEARLY;UNTIL=20261224T230000Z", "2026-12-25", "2027-12-25")] // midnight in Berlin
    [InlineData("20241225", "FREQ=YEARLY;COUNT=1", "2024-12-25", "2025-12-25")]
    [InlineData("20241225", "FREQ=YEARLY;COUNT=3;INTERVAL=2", "2024-12-25 2026-12-25 2028-12-25", "2025-12-25 2030-12-25")]
    [InlineData("20240229", "FREQ=YEARLY", "2024-02-29 2028-02-29", "2025-02-28 2025-03-01")]
    [InlineData("20240229", "FREQ=YEARLY;COUNT=2", "2024-02-29 2028-02-29", "2032-02-29")] // dates that are not do not count
    [InlineData("18500704", "FREQ=YEARLY;INTERVAL=4", "1902-07-04 1906-07-04 2022-07-04", "1900-07-04 2024-07-04")]
    [InlineData("16010101", "FREQ=YEARLY", "1900-01-01 2024-01-01", "2024-01-02")]
    [InlineData("20240704", "FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=4;WKST=SU", "2025-07-04", "2025-07-05")]
    [InlineData("20240704", "freq=yearly;bymonth=7", "2025-07-04", "2025-08-04")]
    [InlineData("20240401", "FREQ=YEARLY;BYMONTH=4,10;BYMONTHDAY=1,2", "2024-04-01 2024-04-02 2024-10-01 2024-10-02", "2024-05-01")]
    [InlineData("20241001", "FREQ=YEARLY;BYMONTH=4,10;BYMONTHDAY=1", "2024-10-01 2025-04-01", "2024-04-01")] // not before its start
    [InlineData("20241128", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "2024-11-28 2025-11-27", "2025-11-28")]
    [InlineData("20240527", "FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO", "2024-05-27 2025-05-26", "2025-05-19")]
    [InlineData("19961105", "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "1996-11-05 2000-11-07 2004-11-02", "1998-11-03")] // RFC 5545
    [InlineData("20240122", "FREQ=YEARLY;BYMONTH=1;BYDAY=MO;BYMONTHDAY=22,16,17,18,19,20,21", "2024-01-22 2025-01-20", "2025-01-27")]
    public void A_yearly_rule_comes_when_the_standard_says(string start, string rule, string kept, string open)
    {
        var schedule = Always(Read("DTSTART;VALUE=DATE:" + start, "RRULE:" + rule));
        Assert.All(kept.Split(' '), d => Assert.False(schedule.IsOpen(Noon(d)), d));
        Assert.All(open.Split(' '), d => Assert.True(schedule.IsOpen(Noon(d)), d));
    }

    // The exceptions of an all-day event as moments: by calendar date, whatever the zone of the machine.
    [Theory]
    [InlineData("EXDATE;VALUE=DATE:20251225")]
    [InlineData("EXDATE:20251225")]
    [InlineData("EXDATE:20251225T000000")]
    [InlineData("EXDATE;TZID=W. Europe Standard Time:20251225T000000")]
    [InlineData("EXDATE;TZID=\"America/New_York\":20251225T235959")]
    [InlineData("EXDATE:20251224T230000Z")] // midnight in Berlin
    [InlineData("EXDATE:20251225T050000Z")] // midnight in New York
    [InlineData("EXDATE:20251224T120000Z")] // midnight in Auckland, in winter
    [InlineData("EXDATE:20240101,20251225T000000,20991225")]
    [InlineData("EXDATE:20240101\nEXDATE:20251225")]
    public void An_exception_is_a_calendar_date(string line)
    {
        var holiday = One("DTSTART;VALUE=DATE:20231225", "RRULE:FREQ=YEARLY", line);
        Assert.Contains(new LocalDate(2025, 12, 25), holiday.Except);
        Assert.DoesNotContain(new LocalDate(2024, 1, 1), holiday.Except);
        Assert.True(Always([holiday]).IsOpen(Noon("2025-12-25")));
        Assert.False(Always([holiday]).IsOpen(Noon("2024-12-25")));
    }

    [Fact]
    public void Further_dates_come_once()
    {
        var holidays = Read("DTSTART;VALUE=DATE:20240501", "RDATE;VALUE=DATE:20240601,20240501,20240701", "RDATE:20240801T000000", "EXDATE:20240701");
        Assert.Equal(["2024-05-01", "2024-06-01", "2024-08-01"], holidays.Select(Date));
        Assert.Equal(2, Read("DTSTART:20240501", "RRULE:FREQ=YEARLY", "RDATE:20240601,20250501").Count);
        Assert.Empty(Read("DTSTART:20240501", "EXDATE:20240501"));
    }

    [Fact]
    public void One_event_of_a_series_can_be_moved_or_cancelled()
    {
        var calendar = Calendar(
            ["UID:a", "DTSTART:20200601", "RRULE:FREQ=YEARLY", "SUMMARY:Feast"],
            ["UID:a", "RECURRENCE-ID;VALUE=DATE:20240601", "DTSTART:20240603", "SUMMARY:Feast, later"],
            ["UID:a", "RECURRENCE-ID:20250601T000000", "DTSTART:20250601", "STATUS:CANCELLED"],
            ["UID:b", "DTSTART:20240801", "STATUS:cancelled"]);
        Assert.Empty(calendar.Skipped);
        var schedule = Always(calendar.Holidays);
        Assert.All(["2023-06-01", "2024-06-03", "2026-06-01"], d => Assert.False(schedule.IsOpen(Noon(d)), d));
        Assert.All(["2024-06-01", "2025-06-01", "2024-08-01"], d => Assert.True(schedule.IsOpen(Noon(d)), d));
    }

    [Theory]
    [InlineData("not-all-day", "DTSTART:20240501T090000")]
    [InlineData("not-all-day", "DTSTART;TZID=Europe/Berlin:20240501T000000")]
    [InlineData("missing", "SUMMARY:x")]
    [InlineData("not-a-date", "DTSTART:20240230")]
    [InlineData("not-a-date", "DTSTART;VALUE=DATE:2024-05-01")]
    [InlineData("not-a-date", "DTSTART:00000101")]
    [InlineData("not-a-date", "DTSTART:20240501\nEXDATE:soon")]
    [InlineData("not-a-date", "DTSTART:20240501\nRDATE:")]
    [InlineData("not-a-date", "DTSTART:20240501\nDTEND:x")]
    [InlineData("twice", "DTSTART:20240501\nDTSTART:20240502")]
    [InlineData("twice", "DTSTART:20240501\nRRULE:FREQ=YEARLY\nRRULE:FREQ=YEARLY;COUNT=2")]
    [InlineData("ends-before-start", "DTSTART:20240501\nDTEND:20240430")]
    [InlineData("ends-before-start", "DTSTART:20240501\nRRULE:FREQ=YEARLY;UNTIL=20240430")]
    [InlineData("out-of-range", "DTSTART:20240501\nDTEND:20260501")]
    [InlineData("out-of-range", "DTSTART:18990501")]
    [InlineData("out-of-range", "DTSTART:99991231\nRRULE:FREQ=YEARLY")]
    [InlineData("out-of-range", "DTSTART:18000501\nRRULE:FREQ=YEARLY;COUNT=10")]
    [InlineData("start-not-in-rule", "DTSTART:20240501\nRRULE:FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1")]
    [InlineData("unsupported", "DTSTART:20240501\nDURATION:PT24H")]
    [InlineData("unsupported", "DTSTART:20240501\nRRULE:FREQ=WEEKLY")]
    [InlineData("unsupported", "DTSTART:20240501\nRRULE:")]
    [InlineData("unsupported", "DTSTART:20240501\nRRULE:FREQ=YEARLY;BYSETPOS=1")]
    [InlineData("unsupported", "DTSTART:20240501\nRRULE:FREQ=YEARLY;BYWEEKNO=20")]
    [InlineData("unsupported", "DTSTART:20240501\nRRULE:FREQ=YEARLY;BYMONTHDAY=1")]
    [InlineData("unsupported", "DTSTART:20240501\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=WE")]
    [InlineData("unsupported", "DTSTART:20240501\nRRULE:FREQ=YEARLY;BYDAY=18WE")]
    [InlineData("unsupported", "DTSTART:20240501\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=0WE")]
    [InlineData("unsupported", "DTSTART:20240501\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=1XX")]
    [InlineData("unsupported", "DTSTART:20240501\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=WE;BYMONTHDAY=1,2,3")]
    [InlineData("unsupported", "DTSTART:20240501\nRRULE:FREQ=YEARLY;INTERVAL=0")]
    [InlineData("unsupported", "DTSTART:20240501\nRRULE:FREQ=YEARLY;COUNT=0")]
    [InlineData("unsupported", "DTSTART:20240501\nRRULE:FREQ=YEARLY;COUNT=2;UNTIL=20300101")]
    [InlineData("unsupported", "DTSTART:20240501\nEXRULE:FREQ=YEARLY;INTERVAL=2")]
    [InlineData("unsupported", "DTSTART:20240501\nRDATE;VALUE=PERIOD:20240501T000000Z/P1D")]
    public void An_odd_event_is_left_out_with_its_reason_and_the_rest_is_read(string code, string lines)
    {
        var calendar = Calendar(["DTSTART:20240101", "SUMMARY:New Year"], [.. lines.Split('\n'), "SUMMARY:Odd one"], ["DTSTART:20241225"]);
        Assert.Equal(["2024-01-01", "2024-12-25"], calendar.Holidays.Select(Date));
        var fault = Assert.Single(calendar.Skipped);
        Assert.Equal((code, "line 6"), (fault.Code, fault.Place));
        Assert.Contains(lines.StartsWith("SUMMARY", StringComparison.Ordinal) ? "'x'" : "'Odd one'", fault.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not-icalendar", "")]
    [InlineData("not-icalendar", "<!DOCTYPE html>\n<html lang=\"en\"><style>a:b</style></html>")]
    [InlineData("not-icalendar", "BEGIN:VEVENT\nDTSTART:20240101\nEND:VEVENT")]
    [InlineData("not-icalendar", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n")]
    [InlineData("not-icalendar", "BEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VCALENDAR\n")]
    [InlineData("cut-off", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20240101\n")]
    [InlineData("cut-off", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20240101\nEND:VEVENT\n")]
    public void What_is_no_whole_calendar_is_refused(string code, string text) =>
        Assert.Equal(code, HolidayCalendar.Parse(text).Faults.Single().Code);

    [Fact]
    public void What_is_too_much_is_refused()
    {
        const string Event = "BEGIN:VEVENT\nDTSTART:20240101\nEND:VEVENT\n";
        Assert.Equal(5_000, Whole(string.Concat(Enumerable.Repeat(Event, 5_000))).Require().Holidays.Count);
        Assert.Equal("too-many", Whole(string.Concat(Enumerable.Repeat(Event, 5_001))).Faults.Single().Code);
        var dates = string.Join(',', Enumerable.Range(0, 5_001).Select(i => new LocalDate(2000, 1, 1).PlusDays(i).ToString("uuuuMMdd", null)));
        Assert.Equal("too-many", Whole($"BEGIN:VEVENT\nDTSTART:20240101\nRDATE:{dates}\nEND:VEVENT\n").Faults.Single().Code);
        Assert.Equal("too-large", HolidayCalendar.Parse(new string('x', HolidayCalendar.MaxCharacters + 1)).Faults.Single().Code);
        Assert.Equal("not-icalendar", Whole(string.Concat(Enumerable.Repeat("BEGIN:X\n", 100_000))).Faults.Single().Code);
    }

    // Each of these would take minutes if its work were quadratic.
    [Fact]
    public void Hostile_texts_are_read_in_linear_time()
    {
        const int Much = 400_000;
        var months = "RRULE:FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYMONTHDAY=" + string.Join(',', Enumerable.Range(1, 31));
        string[] hostile =
        [
            string.Concat(Enumerable.Repeat("\n ", 2 * Much)),
            "SUMMARY:" + new string('x', 8 * Much),
            "EXDATE:" + string.Join(',', Enumerable.Repeat("20240102", Much)) + "\n" + months,
            "RDATE:" + string.Join(',', Enumerable.Repeat("20240102", Much)) + "\n" + months,
            string.Concat(Enumerable.Repeat("EXDATE:20240102\n", Much / 2)) + months,
            "X" + string.Concat(Enumerable.Repeat(";A=\"", 2 * Much)),
            "RRULE:FREQ=YEARLY;BYMONTH=" + string.Join(',', Enumerable.Repeat("1", 4 * Much)),
            "RRULE:FREQ=YEARLY;BYMONTH=1;BYDAY=" + string.Join(',', Enumerable.Range(0, Much).Select(i => $"{i}MO")),
            "RRULE:" + string.Concat(Enumerable.Repeat("A=;", 2 * Much)),
        ];
        foreach (var lines in hostile)
        {
            var clock = Stopwatch.StartNew();
            Whole($"BEGIN:VEVENT\nDTSTART:20240101\n{lines}\nEND:VEVENT\n");
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{lines[..30]} took {clock.Elapsed}");
        }
    }

    private static HolidayCalendar Calendar(params string[][] events) => Whole(
        string.Concat(events.Select(e => $"BEGIN:VEVENT\n{string.Join('\n', e)}\nEND:VEVENT\n"))).Require();

    private static Parsed<HolidayCalendar> Whole(string body) => HolidayCalendar.Parse($"BEGIN:VCALENDAR\n{body}END:VCALENDAR\n");

    private static IReadOnlyList<Holiday> Read(params string[] lines)
    {
        var calendar = Calendar(lines);
        Assert.Empty(calendar.Skipped);
        return calendar.Holidays;
    }

    private static Holiday One(params string[] lines) => Assert.Single(Read(lines));

    private static string Date(Holiday holiday) => LocalDatePattern.Iso.Format(Assert.IsType<HolidayDate.Once>(holiday.Date).Date);

    private static Schedule Always(IReadOnlyList<Holiday> holidays) => Schedule.Create(new ScheduleDefinition
    {
        Zone = "UTC",
        Weekly = [.. Enumerable.Range(1, 7).Select(d => ((IsoDayOfWeek)d, new PlanInterval(0, 86_400)))],
        Holidays = holidays,
    }).Require();

    private static Instant Noon(string date) => LocalDatePattern.Iso.Parse(date).Value.At(new LocalTime(12, 0)).InUtc().ToInstant();
}
