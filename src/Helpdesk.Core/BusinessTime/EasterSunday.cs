using NodaTime;

namespace Helpdesk.Core.BusinessTime;

/// <summary>The date of Easter Sunday, in the Gregorian calendar, for any year from 1583 on.</summary>
internal static class EasterSunday
{
    /// <summary>
    /// As the Western churches reckon it: the anonymous Gregorian algorithm (Nature, 20 April 1876; Jean Meeus, "Astronomical
    /// Algorithms", chapter 8; also called Meeus/Jones/Butcher).
    /// </summary>
    public static LocalDate Western(int year)
    {
        var golden = year % 19;
        var (century, rest) = Math.DivRem(year, 100);
        var correction = (century - ((century + 8) / 25) + 1) / 3;
        var epact = ((19 * golden) + century - (century / 4) - correction + 15) % 30;
        var weekday = (32 + (2 * (century % 4)) + (2 * (rest / 4)) - epact - (rest % 4)) % 7;
        var late = (golden + (11 * epact) + (22 * weekday)) / 451;
        var sum = epact + weekday - (7 * late) + 114;
        return new LocalDate(year, sum / 31, (sum % 31) + 1);
    }

    /// <summary>As most Orthodox churches reckon it: in the Julian calendar (Meeus, the same chapter), then converted.</summary>
    public static LocalDate Orthodox(int year)
    {
        var epact = ((19 * (year % 19)) + 15) % 30;
        var weekday = ((2 * (year % 4)) + (4 * (year % 7)) - epact + 34) % 7;
        var sum = epact + weekday + 114;
        return new LocalDate(year, sum / 31, (sum % 31) + 1, CalendarSystem.Julian).WithCalendar(CalendarSystem.Iso);
    }
}
