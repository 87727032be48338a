using Helpdesk.Core.BusinessTime;
using NodaTime;
using NodaTime.Text;

namespace Helpdesk.Core.Tests.BusinessTime;

public sealed class ScheduleTests
{
    // Monday to Friday; received Friday 16:00, looked at Monday 09:00.
    [Theory]
    [InlineData("08:00", "17:00", 2)]
    [InlineData("09:00", "17:00", 1)]
    public void From_Friday_afternoon_to_Monday_morning(string start, string end, int hours) =>
        Assert.Equal(
            Duration.FromHours(hours),
            Week("Europe/Berlin", start, end).Between(At("2026-03-06T15:00:00Z"), At("2026-03-09T08:00:00Z")));

    // Berlin is an hour ahead of UTC in winter: 09:00 to 17:00 there is 08:00Z to 16:00Z.
    [Theory]
    [InlineData("2026-03-06T15:30:00Z", 60, "2026-03-09T08:30:00Z")] // Friday 16:30 + 1 h = Monday 09:30
    [InlineData("2026-03-04T09:00:00Z", 120, "2026-03-04T11:00:00Z")] // Wednesday 10:00 + 2 h = 12:00
    [InlineData("2026-03-04T06:00:00Z", 120, "2026-03-04T10:00:00Z")] // Wednesday 07:00 + 2 h = 11:00
    [InlineData("2026-03-06T15:00:00Z", 60, "2026-03-06T16:00:00Z")] // due at the closing instant, not on Monday
    [InlineData("2026-03-06T16:00:00Z", -60, "2026-03-06T15:00:00Z")]
    [InlineData("2026-03-07T12:00:00Z", 0, "2026-03-07T12:00:00Z")]
    public void Adding_minutes_of_work(string at, int minutes, string due) =>
        Assert.Equal(At(due), Week("Europe/Berlin", "09:00", "17:00").Add(At(at), Duration.FromMinutes(minutes)));

    // A 30-minute change: on 2024-10-06 Lord Howe's clocks go from 02:00 to 02:30, so of 01:15 to 02:45 an hour passes.
    [Fact]
    public void A_change_of_half_an_hour_takes_half_an_hour_away()
    {
        var schedule = Parse("""{"zone":"Australia/Lord_Howe","weekly":[{"day":7,"start":"01:15","end":"02:45"}]}""");
        Assert.Equal(Duration.FromHours(1), schedule.Between(At("2024-10-05T00:00:00Z"), At("2024-10-06T00:00:00Z")));
    }

    [Fact]
    public void An_hour_that_happens_twice_counts_twice()
    {
        var schedule = Parse("""{"zone":"Europe/Berlin","weekly":[{"day":7,"start":"02:00","end":"03:00"}]}""");
        Assert.Equal(Duration.FromHours(2), schedule.Between(At("2024-10-26T12:00:00Z"), At("2024-10-27T12:00:00Z")));
        Assert.Equal(Duration.Zero, schedule.Between(At("2024-03-30T12:00:00Z"), At("2024-03-31T12:00:00Z")));
    }

    // Samoa went from Thursday 2011-12-29 to Saturday 2011-12-31.
    [Fact]
    public void A_date_that_the_zone_skipped_has_no_open_moment()
    {
        var schedule = Parse("""{"zone":"Pacific/Apia","weekly":[{"day":5,"start":"00:00","end":"24:00"}]}""");
        Assert.Equal(Duration.Zero, schedule.Between(At("2011-12-29T12:00:00Z"), At("2012-01-02T00:00:00Z")));
    }

    [Fact]
    public void Around_the_clock_is_open_all_the_time_and_never_closes()
    {
        var schedule = Parse("""
            {"zone":"Pacific/Apia","weekly":[
              {"day":1,"start":"00:00","end":"24:00"},{"day":2,"start":"00:00","end":"24:00"},
              {"day":3,"start":"00:00","end":"24:00"},{"day":4,"start":"00:00","end":"24:00"},
              {"day":5,"start":"00:00","end":"24:00"},{"day":6,"start":"00:00","end":"24:00"},
              {"day":7,"start":"00:00","end":"24:00"}]}
            """);
        var (from, to) = (At("2011-12-01T00:00:00Z"), At("2012-02-01T00:00:00Z"));
        Assert.Equal(to - from, schedule.Between(from, to));
        Assert.Null(schedule.NextClose(from));
        Assert.Single(schedule.Stretches(from, to));
    }

    [Fact]
    public void An_empty_schedule_is_never_open_and_never_loops()
    {
        var schedule = Parse("""{"zone":"Europe/Berlin","weekly":[],"holidays":["2026-12-25"]}""");
        var at = At("2026-03-02T09:00:00Z");
        Assert.Null(schedule.NextOpen(at));
        Assert.Null(schedule.NextClose(at));
        Assert.Null(schedule.Add(at, Duration.FromSeconds(1)));
        Assert.Null(schedule.Add(at, -Duration.FromSeconds(1)));
        Assert.Null(schedule.Add(Instant.MaxValue, Duration.FromSeconds(1)));
        Assert.Null(schedule.Add(Instant.MinValue, -Duration.FromSeconds(1)));
        Assert.Equal(Duration.Zero, schedule.Between(at, at + Duration.FromDays(3_650)));
    }

    [Fact]
    public void A_single_override_years_ahead_is_found()
    {
        var schedule = Parse("""
            {"zone":"UTC","weekly":[],"overrides":[{"date":"2199-05-05","intervals":[{"start":"10:00","end":"11:00"}]}]}
            """);
        Assert.Equal(At("2199-05-05T10:00:00Z"), schedule.NextOpen(At("1950-01-01T00:00:00Z")));
        Assert.Equal(At("2199-05-05T10:30:00Z"), schedule.Add(At("9000-01-01T00:00:00Z"), -Duration.FromMinutes(30)));
        Assert.Null(schedule.NextOpen(At("2199-05-06T00:00:00Z")));
    }

    // The shift belongs to the date on which it starts: a holiday on the next date does not cut it, one on its own does.
    [Theory]
    [InlineData("2026-03-03", 8)]
    [InlineData("2026-03-02", 0)]
    public void A_holiday_takes_the_shift_that_starts_on_it(string holiday, int hours)
    {
        var schedule = Parse($$"""
            {"zone":"UTC","weekly":[{"day":1,"start":"22:00","end":"06:00"}],"holidays":["{{holiday}}"]}
            """);
        Assert.Equal(Duration.FromHours(hours), schedule.Between(At("2026-03-02T00:00:00Z"), At("2026-03-04T00:00:00Z")));
    }

    [Fact]
    public void An_override_beats_a_holiday_and_a_closure_beats_both()
    {
        var schedule = Parse("""
            {"zone":"UTC","weekly":[{"day":4,"start":"09:00","end":"17:00"}],
             "holidays":["2026-12-24"],
             "overrides":[{"date":"2026-12-24","intervals":[{"start":"09:00","end":"12:00"}]}],
             "closures":[{"from":"2026-12-24T10:00","to":"2026-12-24T10:30"}]}
            """);
        Assert.Equal(Duration.FromMinutes(150), schedule.Between(At("2026-12-24T00:00:00Z"), At("2026-12-25T00:00:00Z")));
    }

    [Fact]
    public void A_break_is_cut_out_of_its_interval()
    {
        var schedule = Parse("""
            {"zone":"UTC","weekly":[{"day":1,"start":"09:00","end":"17:00","breaks":[["12:30","13:30"]]}]}
            """);
        Assert.False(schedule.IsOpen(At("2026-03-02T12:30:00Z")));
        Assert.True(schedule.IsOpen(At("2026-03-02T13:30:00Z")));
        Assert.Equal(At("2026-03-02T12:30:00Z"), schedule.NextClose(At("2026-03-02T09:00:00Z")));
    }

    [Theory]
    [InlineData("09:00", "17:00", "12:00", "12:00")] // empty
    [InlineData("09:00", "17:00", "13:30", "12:30")] // reversed
    [InlineData("22:00", "06:00", "02:00", "01:00")] // reversed on the next date
    public void A_break_that_does_not_end_after_it_begins_is_refused(string start, string end, string from, string to)
    {
        var parsed = Schedule.Parse($$"""
            {"zone":"UTC","weekly":[{"day":1,"start":"{{start}}","end":"{{end}}","breaks":[["{{from}}","{{to}}"]]}]}
            """);
        Assert.Equal(("ends-before-start", "/weekly/0/breaks/0"), (parsed.Faults.Single().Code, parsed.Faults.Single().Place));
    }

    [Fact]
    public void A_break_can_cross_midnight_with_its_interval()
    {
        var schedule = Parse("""
            {"zone":"UTC","weekly":[{"day":1,"start":"22:00","end":"06:00","breaks":[["23:30","00:30"]]}]}
            """);
        Assert.Equal(Duration.FromHours(7), schedule.Between(At("2026-03-02T00:00:00Z"), At("2026-03-04T00:00:00Z")));
        Assert.False(schedule.IsOpen(At("2026-03-03T00:15:00Z")));
    }

    [Fact]
    public void The_ends_of_time_are_closed_and_no_amount_is_too_much_to_ask()
    {
        var schedule = Week("Europe/Berlin", "09:00", "17:00");
        Assert.False(schedule.IsOpen(Instant.MaxValue));
        Assert.False(schedule.IsOpen(Instant.MinValue));
        Assert.Null(schedule.NextOpen(Instant.MaxValue));
        Assert.Null(schedule.NextClose(Instant.MaxValue));
        Assert.Null(schedule.Add(At("9998-12-01T00:00:00Z"), Duration.MaxValue));
        Assert.Null(schedule.Add(At("0001-02-01T00:00:00Z"), Duration.MinValue));
    }

    [Fact]
    public void Every_mistake_is_named_at_once_with_its_place()
    {
        var parsed = Schedule.Parse("""
            {"zone":"Europe/Berlim","weekly":[{"day":8,"start":"9:00","end":"25:00","lunch":true}],"holidays":["24.12.2026"],"x":1}
            """);
        Assert.Equal(
            ["/zone", "/weekly/0/day", "/weekly/0/start", "/weekly/0/end", "/weekly/0/lunch", "/holidays/0", "/x"],
            parsed.Faults.Select(f => f.Place));
        Assert.Equal(
            ["/zone", "/closures/0"],
            Schedule.Parse("""
                {"zone":"Nowhere/At_All","weekly":[],"closures":[{"from":"2026-01-02T00:00","to":"2026-01-01T00:00"}]}
                """).Faults.Select(f => f.Place));
    }

    private static Schedule Week(string zone, string start, string end) => Parse(
        $$"""{"zone":"{{zone}}","weekly":[{{string.Join(',', Enumerable.Range(1, 5).Select(d =>
            $$"""{"day":{{d}},"start":"{{start}}","end":"{{end}}"}"""))}}]}""");

    private static Schedule Parse(string json) => Schedule.Parse(json).Require();

    private static Instant At(string text) => InstantPattern.General.Parse(text).Value;
}
