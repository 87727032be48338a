using NodaTime;
using static Helpdesk.Core.Tests.BusinessTime.ScheduleText;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>Clock changes on which other calendars failed, each with the issue that tells of it.</summary>
public sealed class ClockChangeTraps
{
    private static readonly int[] EveryDay = [1, 2, 3, 4, 5, 6, 7];

    // zendesk/biz#35, #36, #37: in São Paulo 2015-10-18 00:00 does not exist (03:00Z is 01:00 there). That Sunday has 23 hours.
    [Fact]
    public void A_day_without_midnight_begins_at_one()
    {
        var schedule = Week("America/Sao_Paulo", "00:00-24:00", 7);
        Assert.Equal(At("2015-10-18T03:00:00"), schedule.NextOpen(At("2015-10-17T12:00:00")));
        Assert.Equal(At("2015-10-19T02:00:00"), schedule.NextClose(At("2015-10-17T12:00:00")));
        Assert.Equal(Duration.FromHours(23), schedule.Between(At("2015-10-17T00:00:00"), At("2015-10-20T00:00:00")));
    }

    // OTRS/otrs PR 698 ("system collapse"), PR 787: at the end of summer time 00:00 becomes 23:00, so Saturday 2015-02-21 has 25
    // hours in São Paulo: 02:00Z to 03:00Z next day. Saturday begins anew without having ended.
    [Fact]
    public void A_day_whose_last_hour_happens_twice_has_25_hours()
    {
        var schedule = Week("America/Sao_Paulo", "00:00-24:00", 6);
        Assert.Equal(
            [new Interval(At("2015-02-21T02:00:00"), At("2015-02-22T03:00:00"))],
            schedule.Stretches(At("2015-02-20T00:00:00"), At("2015-02-24T00:00:00")));
    }

    // OTOBO's case: around the clock, 5 hours from Saturday 22:00 (UTC-2) are 02:00 (UTC-3).
    [Fact]
    public void Five_hours_over_a_repeated_hour_are_five_hours() => Assert.Equal(
        At("2015-02-22T05:00:00"),
        Week("America/Sao_Paulo", "00:00-24:00", EveryDay).Add(At("2015-02-22T00:00:00"), Duration.FromHours(5)));

    // nyaruka/rapidpro PR 6905, OTRS/otrs PR 698: stepping by 24 hours lands on the same date, or leaves one out. Berlin's 25-hour
    // Sunday is 22:00Z to 23:00Z of the next day; Monday follows it.
    [Fact]
    public void After_a_day_of_25_hours_the_next_date_comes()
    {
        var schedule = Week("Europe/Berlin", "00:00-00:30", EveryDay);
        Assert.Equal(
            [
                new Interval(At("2024-10-25T22:00:00"), At("2024-10-25T22:30:00")),
                new Interval(At("2024-10-26T22:00:00"), At("2024-10-26T22:30:00")),
                new Interval(At("2024-10-27T23:00:00"), At("2024-10-27T23:30:00")),
            ],
            schedule.Stretches(At("2024-10-25T12:00:00"), At("2024-10-28T12:00:00")));
    }

    // lennym/moment-business-time#58, fivetran/dbt_zendesk#62, Intrepidd/working_hours PR 46: the hour got lost or doubled.
    // Berlin 02:00 to 03:00 happens twice on 2024-10-27 (00:00Z to 02:00Z) and not at all on 2024-03-31.
    [Theory]
    [InlineData("02:00-03:00", "2024-10-27", 120)]
    [InlineData("02:30-03:30", "2024-10-27", 90)] // 02:30 to 03:00 twice, 03:00 to 03:30 once
    [InlineData("01:00-04:00", "2024-10-27", 240)]
    [InlineData("02:00-03:00", "2024-03-31", 0)]
    [InlineData("02:30-03:15", "2024-03-31", 15)]
    [InlineData("01:00-04:00", "2024-03-31", 120)]
    [InlineData("22:00-06:00", "2024-03-31", 480)] // the shift of Sunday evening; Saturday's is no Sunday's
    public void A_changed_hour_counts_as_often_as_it_happens(string hours, string date, int minutes)
    {
        var midnight = At($"{date}T00:00:00");
        Assert.Equal(
            Duration.FromMinutes(minutes),
            Week("Europe/Berlin", hours, 7).Between(midnight - Duration.FromHours(12), midnight + Duration.FromHours(36)));
    }

    // RocketChat PR 32047, MicrosoftDocs/azure-devops-docs#8675: hours of a fixed offset. Berlin opens at 08:00Z and at 07:00Z.
    [Theory]
    [InlineData("2024-03-29T00:00:00", "2024-03-29T08:00:00")]
    [InlineData("2024-04-01T00:00:00", "2024-04-01T07:00:00")]
    public void Nine_is_nine_on_the_wall_clock(string at, string opens) =>
        Assert.Equal(At(opens), Week("Europe/Berlin", "09:00-17:00", 1, 2, 3, 4, 5).NextOpen(At(at)));

    // Measured in biz: Lord Howe goes from 02:00 to 02:30 (15:30Z). Of Sunday 01:15 to 02:15 are 45 minutes, 14:45Z to 15:30Z;
    // 30 minutes more are none. An hour from 01:15 on, open to 02:45, ends at 15:45Z.
    [Fact]
    public void A_change_of_half_an_hour_takes_half_an_hour()
    {
        var (from, to) = (At("2024-10-05T00:00:00"), At("2024-10-07T00:00:00"));
        Assert.Equal(
            [new Interval(At("2024-10-05T14:45:00"), At("2024-10-05T15:30:00"))],
            Week("Australia/Lord_Howe", "01:15-02:15", 7).Stretches(from, to));
        Assert.Equal(At("2024-10-05T15:45:00"), Week("Australia/Lord_Howe", "01:15-02:45", 7).Add(from, Duration.FromHours(1)));
    }

    // Back again on 2024-04-07 from 02:00 to 01:30 (15:00Z): 01:30 to 02:00 happens twice, 14:30Z to 15:30Z.
    [Fact]
    public void Half_an_hour_happens_twice() => Assert.Equal(
        [new Interval(At("2024-04-06T14:30:00"), At("2024-04-06T15:30:00"))],
        Week("Australia/Lord_Howe", "01:30-02:00", 7).Stretches(At("2024-04-06T00:00:00"), At("2024-04-08T00:00:00")));

    // Measured in working_hours, which never returned: back over Apia's missing Friday 2011-12-30. Saturday 09:00 (UTC+14) is
    // Friday 19:00Z; Thursday's last hour, 16:00 to 17:00 (UTC-10), is 02:00Z to 03:00Z on Friday.
    [Fact]
    public void Work_is_taken_back_over_a_date_that_never_was()
    {
        var schedule = Week("Pacific/Apia", "09:00-17:00", EveryDay);
        Assert.Equal(At("2011-12-30T02:00:00"), schedule.Add(At("2011-12-30T19:00:00"), -Duration.FromHours(1)));
        Assert.Equal(At("2011-12-30T20:00:00"), schedule.Add(At("2011-12-30T02:00:00"), Duration.FromHours(2)));
    }

    // NodaTime's own leniency puts the Friday's hours on Saturday; here they are not there.
    [Fact]
    public void Nothing_of_a_date_that_never_was_moves_to_another()
    {
        var schedule = Week("Pacific/Apia", "09:00-17:00", 5);
        Assert.Equal(Duration.Zero, schedule.Between(At("2011-12-25T00:00:00"), At("2012-01-05T00:00:00")));
        // Friday 2012-01-06 09:00 at UTC+14.
        Assert.Equal(At("2012-01-05T19:00:00"), schedule.NextOpen(At("2011-12-25T00:00:00")));
    }

    // A shift over midnight from the date before the missing one: its part after midnight has no wall clock to be on, and
    // Friday's shift, which would reach into Saturday, goes on there as the wall clock says (rule 6).
    [Fact]
    public void A_shift_into_a_date_that_never_was_ends_at_midnight_and_one_out_of_it_goes_on()
    {
        var schedule = Week("Pacific/Apia", "22:00-06:00", 4, 5);
        Assert.Equal(
            [new Interval(At("2011-12-30T08:00:00"), At("2011-12-30T16:00:00"))], // Thursday 22:00 to 24:00, Saturday 00:00 to 06:00
            schedule.Stretches(At("2011-12-29T20:00:00"), At("2011-12-31T20:00:00")));
    }

    // zendesk/biz PR 66: an interval that lies in the missing hour became an empty one, at which loops stumbled.
    [Fact]
    public void An_interval_inside_a_missing_hour_leaves_nothing_behind()
    {
        var schedule = Week("Europe/Berlin", "02:15-02:45", 7);
        Assert.Empty(schedule.Stretches(At("2024-03-30T00:00:00"), At("2024-04-01T00:00:00")));
        // The Sunday after, at UTC+2.
        Assert.Equal(At("2024-04-07T00:15:00"), schedule.NextOpen(At("2024-03-30T00:00:00")));
        // The last second of the Sunday before, at UTC+1.
        Assert.Equal(At("2024-03-24T01:44:59"), schedule.Add(At("2024-04-01T00:00:00"), -Duration.FromSeconds(1)));
    }

    // Measured in biz: open at 03:05 on the gap day by 02:30 to 03:15, and yet nothing counted. 03:05 is 01:05Z.
    [Fact]
    public void What_is_open_counts_on_the_day_of_a_gap()
    {
        var schedule = Week("Europe/Berlin", "02:30-03:15", 7);
        Assert.True(schedule.IsOpen(At("2024-03-31T01:05:00")));
        Assert.Equal(Duration.FromMinutes(5), schedule.Between(At("2024-03-31T01:05:00"), At("2024-03-31T01:10:00")));
        Assert.Equal(At("2024-03-31T01:00:00"), schedule.NextOpen(At("2024-03-31T00:00:00")));
    }

    // St. John's 2010-11-07: at 00:01 (02:31Z) the clock goes back to 23:01 of Saturday. Sunday 00:00 to 24:00 is one minute,
    // then 24 hours from 03:30Z; "end of Saturday" needs the later of the two midnights.
    [Fact]
    public void A_date_that_begins_twice_is_open_twice()
    {
        var schedule = Week("America/St_Johns", "00:00-24:00", 7);
        Assert.Equal(
            [
                new Interval(At("2010-11-07T02:30:00"), At("2010-11-07T02:31:00")),
                new Interval(At("2010-11-07T03:30:00"), At("2010-11-08T03:30:00")),
            ],
            schedule.Stretches(At("2010-11-06T00:00:00"), At("2010-11-09T00:00:00")));
    }

    // A holiday on that Saturday is closed again after Sunday has begun.
    [Fact]
    public void A_holiday_that_comes_back_at_night_is_a_holiday_again()
    {
        var schedule = Week("America/St_Johns", "00:00-24:00", """ "holidays":["2010-11-06"] """, EveryDay);
        Assert.True(schedule.IsOpen(At("2010-11-07T02:30:30")));
        Assert.False(schedule.IsOpen(At("2010-11-07T02:31:00")));
        Assert.Equal(At("2010-11-07T03:30:00"), schedule.NextOpen(At("2010-11-07T02:31:00")));
    }

    // Casablanca leaves summer time for Ramadan: 2024-03-10 03:00 (+1) becomes 02:00 (+0), 2024-04-14 02:00 becomes 03:00.
    [Theory]
    [InlineData("2024-03-09T12:00:00", 120)]
    [InlineData("2024-04-13T12:00:00", 0)]
    public void Ramadan_changes_the_clock_twice_in_a_spring(string from, int minutes) => Assert.Equal(
        Duration.FromMinutes(minutes),
        Week("Africa/Casablanca", "02:00-03:00", 7).Between(At(from), At(from) + Duration.FromDays(1)));
}
