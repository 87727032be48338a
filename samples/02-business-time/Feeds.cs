using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace OpeningHours;

/// <summary>Holidays that come every year, and those of a calendar feed, without the days on which people work.</summary>
internal static class Feeds
{
    private const string Feed =
        """
        BEGIN:VCALENDAR
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20200101
        RRULE:FREQ=YEARLY
        SUMMARY:New Year's Day
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20201111
        RRULE:FREQ=YEARLY
        SUMMARY:Lantern evening
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20260810
        DTEND;VALUE=DATE:20260815
        SUMMARY:Works holidays
        END:VEVENT
        BEGIN:VEVENT
        DTSTART:20260907T100000Z
        SUMMARY:A meeting
        END:VEVENT
        END:VCALENDAR
        """;

    public static void Show()
    {
        var clock = new Clock("Europe/Berlin");
        Table.Title("Holidays by rule and from a feed");
        var calendar = HolidayCalendar.Parse(Feed).Require();
        foreach (var skipped in calendar.Skipped)
        {
            Table.Row($"Left out: {skipped.Code} at {skipped.Place}", skipped.Sentence);
        }

        var desk = Schedule.Create(new ScheduleDefinition
        {
            Zone = "Europe/Berlin",
            Weekly = [.. Enumerable.Range(1, 5).Select(d => ((IsoDayOfWeek)d, new PlanInterval(9 * 3_600, 17 * 3_600)))],
            Holidays =
            [
                new Holiday(new HolidayDate.Easter(-2)) { Name = "Good Friday" },
                new Holiday(new HolidayDate.Easter(1)) { Name = "Easter Monday" },
                .. calendar.Holidays.Select(h => h.Name == "Lantern evening" ? h with { IsOn = false } : h),
            ],
        }).Require();
        Table.Row("Thursday before Easter 2038, 16:00, and two hours", clock.Show(desk.Add(clock.At("2038-04-22 16:00"), Duration.FromHours(2))));
        Table.Row("Open on New Year's Day 2030?", desk.IsOpen(clock.At("2030-01-01 10:00")));
        Table.Row("Open on 11 November 2026, which the feed names?", desk.IsOpen(clock.At("2026-11-11 10:00")));
        Table.Row("Worked in the week of the works holidays", desk.Between(clock.At("2026-08-10 00:00"), clock.At("2026-08-17 00:00")));
    }
}
