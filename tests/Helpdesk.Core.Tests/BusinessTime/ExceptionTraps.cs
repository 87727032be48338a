using NodaTime;
using static Helpdesk.Core.Tests.BusinessTime.ScheduleText;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>Holidays, overrides, breaks and closures on which other calendars failed, each with the issue that tells of it.</summary>
public sealed class ExceptionTraps
{
    private static readonly int[] EveryDay = [1, 2, 3, 4, 5, 6, 7];

    // opening-hours/opening_hours.js#441, coryetzkorn/php-store-hours#3, #7: the shift of the evening before was cut at
    // midnight, or the holiday's own shift went on after it. Nights from Monday to Sunday; Tuesday the 3rd is a holiday.
    [Theory]
    [InlineData("2026-03-03T05:59:59", true)] // Monday's shift
    [InlineData("2026-03-03T06:00:00", false)]
    [InlineData("2026-03-03T22:00:00", false)] // Tuesday's own
    [InlineData("2026-03-04T01:00:00", false)] // and its part after midnight
    [InlineData("2026-03-04T22:00:00", true)]
    public void A_holiday_takes_its_own_shift_whole_and_leaves_that_of_the_evening_before(string at, bool isOpen) =>
        Assert.Equal(isOpen, Week("UTC", "22:00-06:00", """ "holidays":["2026-03-03"] """, EveryDay).IsOpen(At(at)));

    // As above with an override: it replaces the shifts that begin on its date and nothing else.
    [Fact]
    public void An_override_leaves_the_shift_of_the_evening_before()
    {
        var schedule = Week("UTC", "22:00-06:00", """ "overrides":[{"date":"2026-03-03","intervals":[{"start":"12:00","end":"13:00"}]}] """, EveryDay);
        Assert.Equal(
            [
                new Interval(At("2026-03-03T00:00:00"), At("2026-03-03T06:00:00")),
                new Interval(At("2026-03-03T12:00:00"), At("2026-03-03T13:00:00")),
                new Interval(At("2026-03-04T22:00:00"), At("2026-03-05T00:00:00")),
            ],
            schedule.Stretches(At("2026-03-03T00:00:00"), At("2026-03-05T00:00:00")));
    }

    // bokmann/business_time#36, fivetran/dbt_zendesk#117, jlattimer/CRM-DateTime-Workflow-Utilities#14: the holiday moved to
    // another date with the zone. 25 December in Auckland (UTC+13) is 24T11:00Z to 25T11:00Z, in Honolulu (UTC-10) 25T10:00Z to 26T10:00Z.
    [Theory]
    [InlineData("Pacific/Auckland", "2026-12-24T11:00:00")]
    [InlineData("Pacific/Honolulu", "2026-12-25T10:00:00")]
    public void A_holiday_is_a_date_of_the_schedule_s_own_zone(string zone, string begins)
    {
        var schedule = Week(zone, "00:00-24:00", """ "holidays":["2026-12-25"] """, EveryDay);
        var start = At(begins);
        Assert.Equal(start, schedule.NextClose(start - Duration.FromDays(1)));
        Assert.Equal(start + Duration.FromDays(1), schedule.NextOpen(start));
    }

    // bokmann/business_time#175: one of two ways to ask forgot the holiday. Friday 17:00 to Tuesday 09:00 over a Monday off.
    [Fact]
    public void Every_question_knows_of_the_holiday()
    {
        var schedule = Week("UTC", "09:00-17:00", """ "holidays":["2026-03-09"] """, 1, 2, 3, 4, 5);
        var (friday, monday, tuesday) = (At("2026-03-06T17:00:00"), At("2026-03-09T10:00:00"), At("2026-03-10T09:00:00"));
        Assert.False(schedule.IsOpen(monday));
        Assert.Equal(Duration.Zero, schedule.Between(friday, tuesday));
        Assert.Empty(schedule.Stretches(friday, tuesday));
        Assert.Equal(tuesday, schedule.NextOpen(monday));
        Assert.Equal(At("2026-03-10T17:00:00"), schedule.NextClose(monday));
        Assert.Equal(At("2026-03-10T10:00:00"), schedule.Add(monday, Duration.FromHours(1)));
        Assert.Equal(At("2026-03-06T16:00:00"), schedule.Add(monday, -Duration.FromHours(1)));
    }

    // seatgeek/businesstime PR 29: asking about another day first changed the answer.
    [Fact]
    public void An_earlier_question_changes_no_later_answer()
    {
        var schedule = Week("Europe/Berlin", "09:00-17:00", """ "holidays":["2026-12-25"] """, 1, 2, 3, 4, 5);
        var (from, to) = (At("2026-12-24T00:00:00"), At("2026-12-29T00:00:00"));
        var first = schedule.Between(from, to);
        _ = schedule.Add(At("2090-01-01T00:00:00"), Duration.FromHours(100));
        _ = schedule.IsOpen(At("1850-01-01T00:00:00"));
        Assert.Equal(Duration.FromHours(16), first); // Thursday the 24th and Monday the 28th
        Assert.Equal(first, schedule.Between(from, to));
    }

    // "Intersect drops shifts" in biz, whose holidays beat them; here the override beats the holiday, a closure beats both.
    [Theory]
    [InlineData("", 3)]
    [InlineData(""","closures":[{"from":"2026-12-24T11:00","to":"2026-12-24T18:00"}]""", 2)]
    public void An_override_beats_a_holiday(string closures, int hours)
    {
        var schedule = Week(
            "UTC",
            "09:00-17:00",
            $$""" "holidays":["2026-12-24"],"overrides":[{"date":"2026-12-24","intervals":[{"start":"09:00","end":"12:00"}]}]{{closures}} """,
            4);
        Assert.Equal(Duration.FromHours(hours), schedule.Between(At("2026-12-24T00:00:00"), At("2026-12-25T00:00:00")));
    }

    // A break is cut out of its interval only: another interval at that time stays open (rule 3).
    [Fact]
    public void A_break_leaves_another_interval_open()
    {
        var schedule = Parse("""
            {"zone":"UTC","weekly":[
              {"day":1,"start":"09:00","end":"17:00","breaks":[["12:00","13:00"]]},
              {"day":1,"start":"12:30","end":"14:00"}]}
            """);
        Assert.Equal(
            [
                new Interval(At("2026-03-02T09:00:00"), At("2026-03-02T12:00:00")),
                new Interval(At("2026-03-02T12:30:00"), At("2026-03-02T17:00:00")),
            ],
            schedule.Stretches(At("2026-03-02T00:00:00"), At("2026-03-03T00:00:00")));
    }

    // dbt_zendesk looks 52 weeks ahead (changelog); no search may end before a long closure does.
    [Fact]
    public void Work_goes_on_after_a_closure_of_years_and_is_taken_back_before_it()
    {
        var schedule = Week("UTC", "09:00-17:00", """ "closures":[{"from":"2026-03-03T00:00","to":"2031-03-03T00:00"}] """, EveryDay);
        Assert.Equal(At("2031-03-03T10:00:00"), schedule.Add(At("2026-03-02T17:00:00"), Duration.FromHours(1)));
        Assert.Equal(At("2026-03-02T16:00:00"), schedule.Add(At("2031-03-03T09:00:00"), -Duration.FromHours(1)));
        Assert.Equal(At("2031-03-03T09:00:00"), schedule.NextOpen(At("2026-03-02T17:00:00")));
        Assert.Equal(At("2031-03-03T17:00:00"), schedule.NextClose(At("2026-03-02T17:00:00")));
    }

    // A closure is wall-clock time as everything is (rule 6). Berlin, the night of 2024-10-27: the closure 02:00 to 03:00 is
    // cut out of both passes, 00:00Z to 02:00Z.
    [Fact]
    public void A_closure_of_the_hour_that_happens_twice_closes_it_twice()
    {
        var schedule = Week("Europe/Berlin", "00:00-24:00", """ "closures":[{"from":"2024-10-27T02:00","to":"2024-10-27T03:00"}] """, EveryDay);
        Assert.Equal(At("2024-10-27T00:00:00"), schedule.NextClose(At("2024-10-26T12:00:00")));
        Assert.Equal(At("2024-10-27T02:00:00"), schedule.NextOpen(At("2024-10-27T00:00:00")));
        Assert.Equal(Duration.FromHours(23), schedule.Between(At("2024-10-26T22:00:00"), At("2024-10-27T23:00:00")));
    }
}
