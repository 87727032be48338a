using NodaTime;
using static Helpdesk.Core.Tests.BusinessTime.ScheduleText;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>Plans on which other calendars failed, each with the issue that tells of it. Those of clock changes are in <see cref="ClockChangeTraps"/>.</summary>
public sealed class ScheduleTraps
{
    private static readonly int[] EveryDay = [1, 2, 3, 4, 5, 6, 7];
    private static readonly int[] MondayToFriday = [1, 2, 3, 4, 5];

    // zendesk/biz#130, glpi-project/glpi PR 7474: adding to empty hours never came back.
    [Theory]
    [InlineData("")]
    [InlineData("""{"day":1,"start":"09:00","end":"17:00","breaks":[["09:00","17:00"]]}""")]
    public void Hours_that_are_empty_or_all_break_never_open(string weekly)
    {
        var schedule = Parse($$"""{"zone":"Europe/Berlin","weekly":[{{weekly}}]}""");
        Assert.Null(schedule.Add(At("2026-03-02T09:00:00"), Duration.FromHours(1)));
        Assert.Null(schedule.Add(At("2026-03-02T09:00:00"), -Duration.FromHours(1)));
        Assert.Null(schedule.NextOpen(At("2026-03-02T09:00:00")));
    }

    // zammad/zammad#2497: 09:00 to 00:00 looped for ever. It is 15 hours: 09:00 to midnight. 2026-03-02 is a Monday.
    [Theory]
    [InlineData("00:00")]
    [InlineData("24:00")]
    public void Midnight_may_be_written_as_the_end_in_two_ways(string end)
    {
        var schedule = Week("UTC", $"09:00-{end}", 1);
        Assert.Equal(Duration.FromHours(15), schedule.Between(At("2026-03-01T00:00:00"), At("2026-03-08T00:00:00")));
        Assert.Equal(At("2026-03-03T00:00:00"), schedule.NextClose(At("2026-03-02T12:00:00")));
        Assert.Equal(At("2026-03-03T00:00:00"), schedule.Add(At("2026-03-02T23:00:00"), Duration.FromHours(1)));
        Assert.False(schedule.IsOpen(At("2026-03-03T00:00:00")));
    }

    // osTicket/osTicket PR 4807: with every weekday closed a due time 150 days away was invented.
    [Fact]
    public void A_week_of_which_every_date_is_a_holiday_waits_for_the_next_week()
    {
        var schedule = Week("UTC", "08:00-18:00", """ "holidays":["2026-03-02","2026-03-03","2026-03-04","2026-03-05","2026-03-06"] """, MondayToFriday);
        Assert.Equal(At("2026-03-09T12:00:00"), schedule.Add(At("2026-03-01T00:00:00"), Duration.FromHours(4)));
    }

    // The same without a week: only what the overrides say, and never after them.
    [Fact]
    public void When_every_weekday_is_closed_only_overrides_open()
    {
        var schedule = Parse("""
            {"zone":"UTC","weekly":[],"overrides":[{"date":"2031-06-04","intervals":[{"start":"10:00","end":"11:00"}]}]}
            """);
        Assert.Equal(At("2031-06-04T10:00:00"), schedule.NextOpen(At("2026-03-02T00:00:00")));
        Assert.Equal(At("2031-06-04T11:00:00"), schedule.Add(At("2026-03-02T00:00:00"), Duration.FromHours(1)));
        Assert.Equal(At("2031-06-04T10:00:00"), schedule.Add(At("2040-01-01T00:00:00"), -Duration.FromHours(1)));
        Assert.Null(schedule.Add(At("2026-03-02T00:00:00"), Duration.FromHours(1) + Duration.Epsilon));
        Assert.Null(schedule.NextOpen(At("2031-06-04T11:00:00")));
    }

    // working_hours stores 24:00 as 23:59:59.999999 (so a day lacks a moment); Intrepidd/working_hours PR 27, 44.
    [Fact]
    public void A_day_up_to_24_00_lacks_nothing()
    {
        var schedule = Week("UTC", "00:00-24:00", 1);
        Assert.Equal(Duration.FromDays(1), schedule.Between(At("2026-03-01T00:00:00"), At("2026-03-05T00:00:00")));
        Assert.True(schedule.IsOpen(At("2026-03-03T00:00:00") - Duration.Epsilon));
        Assert.False(schedule.IsOpen(At("2026-03-03T00:00:00")));
        Assert.Equal(At("2026-03-03T00:00:00"), schedule.NextClose(At("2026-03-02T00:00:00")));
    }

    // spatie/opening-hours#88: it said closing at 00:00 although it goes on.
    [Theory]
    [InlineData("20:00-24:00", "00:00-02:00")]
    [InlineData("20:00-00:00", "00:00-02:00")]
    [InlineData("20:00-01:00", "00:30-02:00")]
    public void Stretches_that_touch_at_midnight_are_one(string evening, string night)
    {
        var schedule = Parse($$"""
            {"zone":"UTC","weekly":[
              {"day":1,"start":"{{evening[..5]}}","end":"{{evening[6..]}}"},
              {"day":2,"start":"{{night[..5]}}","end":"{{night[6..]}}"}]}
            """);
        Assert.Equal(At("2026-03-03T02:00:00"), schedule.NextClose(At("2026-03-02T21:00:00")));
        Assert.Equal(
            [new Interval(At("2026-03-02T20:00:00"), At("2026-03-03T02:00:00"))],
            schedule.Stretches(At("2026-03-02T00:00:00"), At("2026-03-04T00:00:00")));
    }

    // The same for months of midnights: open around the clock from March on, it closes on the holiday in December.
    [Fact]
    public void Open_for_months_it_closes_when_the_holiday_begins()
    {
        var schedule = Week("UTC", "00:00-24:00", """ "holidays":["2026-12-25"] """, EveryDay);
        Assert.Equal(At("2026-12-25T00:00:00"), schedule.NextClose(At("2026-03-02T00:00:00")));
        Assert.Null(schedule.NextClose(At("2026-12-25T00:00:00")));
    }

    // spatie/opening-hours#258: asked after midnight, within the shift of the evening before, it named a wrong close.
    [Fact]
    public void After_midnight_the_shift_of_the_evening_before_closes_next()
    {
        var schedule = Week("UTC", "22:00-06:00", EveryDay);
        Assert.Equal(At("2026-03-03T06:00:00"), schedule.NextClose(At("2026-03-03T01:00:00")));
        Assert.Equal(At("2026-03-04T06:00:00"), schedule.NextClose(At("2026-03-03T06:00:00")));
    }

    // zendesk/biz PR 139 answers the next opening; the earliest instant at which the hour is used up is the closing.
    [Fact]
    public void Work_that_fills_the_day_is_done_at_its_end_and_not_on_the_next()
    {
        var schedule = Week("UTC", "09:00-17:00", MondayToFriday);
        Assert.Equal(At("2026-03-06T17:00:00"), schedule.Add(At("2026-03-06T16:00:00"), Duration.FromHours(1)));
        Assert.Equal(At("2026-03-09T09:00:00") + Duration.Epsilon, schedule.Add(At("2026-03-06T16:00:00"), Duration.FromHours(1) + Duration.Epsilon));
        Assert.Equal(At("2026-03-06T09:00:00"), schedule.Add(At("2026-03-09T09:00:00"), -Duration.FromHours(8)));
    }

    // glpi-project/glpi PR 22678, #15429: "an hour before due" gave midnight. Due Tuesday 11:00, warned at 10:00.
    [Fact]
    public void Work_is_taken_back_over_a_night()
    {
        var schedule = Week("UTC", "08:00-18:00", MondayToFriday);
        var due = schedule.Add(At("2026-03-02T17:00:00"), Duration.FromHours(4));
        Assert.Equal(At("2026-03-03T11:00:00"), due);
        Assert.Equal(At("2026-03-03T10:00:00"), schedule.Add(due!.Value, -Duration.FromHours(1)));
        Assert.Equal(At("2026-03-02T17:00:00"), schedule.Add(due.Value, -Duration.FromHours(4)));
    }

    // working_hours PR 27, 44: the rest of a second looped. Half a second is half a second.
    [Fact]
    public void Fractions_of_a_second_count_as_they_are()
    {
        var half = Duration.FromMilliseconds(500);
        var schedule = Week("UTC", "09:00-17:00", MondayToFriday);
        Assert.Equal(half, schedule.Between(At("2026-03-02T16:59:59") + half, At("2026-03-03T09:00:00")));
        Assert.Equal(At("2026-03-03T09:00:00") + half, schedule.Add(At("2026-03-02T16:59:59") + half, Duration.FromSeconds(1)));
    }
}
