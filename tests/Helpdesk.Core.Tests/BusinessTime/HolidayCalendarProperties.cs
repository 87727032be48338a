using FsCheck;
using FsCheck.Fluent;
using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.TestSupport;

namespace Helpdesk.Core.Tests.BusinessTime;

public sealed class HolidayCalendarProperties
{
    private static readonly Gen<string> Values = Gen.OneOf(
        Gen.Elements(
            "", "20240501", "20240229", "99991231", "00010101", "20240501T000000Z", "99991231T235959Z", "20241399", "P1D", "P99999W", "VEVENT",
            "VCALENDAR", "VALARM", "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=5", "FREQ=YEARLY;COUNT=2147483647", "FREQ=YEARLY;UNTIL=00010101",
            "FREQ=YEARLY;INTERVAL=300", "FREQ=YEARLY;BYMONTH=5;BYDAY=1WE", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29,30", "\\", "\ud800", "\t", "\u0085"),
        from many in Gen.Elements("20240501", "=", ";", ",", "-1MO", "BYDAY=", "\"", ":").ArrayOf()
        select string.Concat(many));

    private static readonly Gen<string> Lines =
        from name in Gen.Elements(
            "BEGIN", "END", "DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RDATE", "SUMMARY", "STATUS", "UID", "RECURRENCE-ID", "EXRULE", "")
        from parameter in Gen.Elements("", ";VALUE=DATE", ";VALUE=\"", ";TZID=\"a:b\"", ";;=", ";RANGE=THISANDFUTURE")
        from separator in Gen.Elements(":", ":", ":", "", "\n :", "\r\n\t")
        from value in Values
        from end in Gen.Elements("\n", "\r\n", "\r", "")
        select name + parameter + separator + value + end;

    // Bad input is refused or skipped; what is read can be laid down in a schedule and written.
    [Fact]
    public void Whatever_it_is_given_it_never_throws_and_gives_valid_holidays() => Properties.Holds(
        Prop.ForAll(Lines.ArrayOf().ToArbitrary(), lines =>
        {
            var events = HolidayCalendar.Parse($"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{string.Concat(lines)}\nEND:VEVENT\nEND:VCALENDAR");
            var loose = HolidayCalendar.Parse(string.Concat(lines));
            return new[] { events, loose }.All(p => p.Value is null != p.IsValid && IsUsable(p.Value?.Holidays ?? []));
        }),
        tests: 3_000);

    [Fact]
    public void Any_text_is_answered() => Properties.Holds(
        Prop.ForAll<string>(ArbMap.Default.ArbFor<string>(), text => text is null || HolidayCalendar.Parse(text).Faults.Count >= 0));

    [Fact]
    public void The_lines_reach_holidays_and_reasons()
    {
        var parsed = Gen.Sample(Lines.ArrayOf(), 3_000)
            .Select(l => HolidayCalendar.Parse($"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20240501\n{string.Concat(l)}\nEND:VEVENT\nEND:VCALENDAR")).ToList();
        Assert.Contains(parsed, p => p.Value?.Holidays.Count > 0);
        Assert.Contains(parsed, p => p.Value?.Skipped.Count > 0);
        Assert.Contains(parsed, p => !p.IsValid);
    }

    private static bool IsUsable(IReadOnlyList<Holiday> holidays)
    {
        var schedule = Schedule.Create(new ScheduleDefinition { Zone = "UTC", Holidays = holidays }).Require();
        return Schedule.Parse(schedule.ToJson()).Require().ContentHash() == schedule.ContentHash();
    }
}
