using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Tests.BusinessTime;

/// <summary>Whether a holiday is kept on a date, said slowly: is this date, or one of the days before it, a first date?</summary>
internal static class PlainHolidays
{
    public static bool IsKept(Holiday holiday, LocalDate date) =>
        holiday.IsOn && Enumerable.Range(0, holiday.Days).Any(i => IsFirst(holiday, date.PlusDays(-i)));

    public static LocalDate EasterSunday(int year, bool isOrthodox)
    {
        var golden = year % 19;
        if (isOrthodox)
        {
            // The Sunday after the Julian full moon, which is 21 March and so many days on that calendar.
            var moon = new LocalDate(year, 3, 21, CalendarSystem.Julian).PlusDays(((19 * golden) + 15) % 30);
            return moon.WithCalendar(CalendarSystem.Iso).Next(IsoDayOfWeek.Sunday);
        }

        // Gauss's epact with the corrections of the Gregorian reform; the two exceptions keep the full moon in its month.
        var century = year / 100;
        var correction = 15 + century - (century / 4) - ((13 + (8 * century)) / 25);
        var days = ((19 * golden) + correction) % 30;
        days -= days == 29 || (days == 28 && golden > 10) ? 1 : 0;
        return new LocalDate(year, 3, 21).PlusDays(days).Next(IsoDayOfWeek.Sunday);
    }

    private static bool IsFirst(Holiday holiday, LocalDate date) => !holiday.Except.Contains(date) && holiday.Date switch
    {
        HolidayDate.Once once => once.Date == date,
        HolidayDate.Yearly yearly => IsInYear(holiday, date.Year) && date.Month == yearly.Month && date.Day == yearly.Day,
        HolidayDate.Easter easter => date.PlusDays(-easter.Offset) is var sunday
            && IsInYear(holiday, sunday.Year)
            && sunday == EasterSunday(sunday.Year, easter.IsOrthodox),
        HolidayDate.Weekday weekday => date.PlusDays(-weekday.PlusDays) is var day
            && IsInYear(holiday, day.Year)
            && day.Month == weekday.Month
            && day.DayOfWeek == weekday.Day
            && weekday.Nth == (weekday.Nth > 0 ? NthFromStart(day) : -NthFromEnd(day)),
        _ => throw new InvalidOperationException($"{holiday.Date} is no known kind."),
    };

    private static bool IsInYear(Holiday holiday, int year) =>
        year is >= 1900 and <= 2200
        && year >= (holiday.FromYear ?? year)
        && year <= (holiday.UntilYear ?? year)
        && (year - (holiday.FromYear ?? year)) % holiday.EveryYears == 0;

    private static int NthFromStart(LocalDate day) => ((day.Day - 1) / 7) + 1;

    private static int NthFromEnd(LocalDate day) =>
        ((CalendarSystem.Iso.GetDaysInMonth(day.Year, day.Month) - day.Day) / 7) + 1;
}
