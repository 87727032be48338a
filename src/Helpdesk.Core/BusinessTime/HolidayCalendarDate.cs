using System.Globalization;
using NodaTime;

namespace Helpdesk.Core.BusinessTime;

/// <summary>Dates of an iCalendar text (RFC 5545, sections 3.3.4 and 3.3.5), all of them as calendar dates.</summary>
internal static class HolidayCalendarDate
{
    /// <summary>
    /// The calendar date of a DATE or a DATE-TIME; null when it is neither. Programs write the exceptions of an all-day event as
    /// midnights: a local one by its date, one in UTC as the moment at which it is midnight somewhere. So of a UTC moment it is the
    /// date of the nearest midnight (from 12:00Z on the next date), which is right for offsets from -11:59 to +12:00.
    /// </summary>
    public static LocalDate? Of(string text)
    {
        text = text.Trim();
        if (text.Length < 8 || Number(text, 0, 4) is not { } year || Number(text, 4, 2) is not { } month || Number(text, 6, 2) is not { } day
            || year < 1 || month is < 1 or > 12 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month))
        {
            return null;
        }

        var date = new LocalDate(year, month, day);
        if (text.Length == 8)
        {
            return date;
        }

        var isUtc = text.Length == 16 && text[15] is 'Z' or 'z';
        if ((text.Length != 15 && !isUtc) || text[8] is not ('T' or 't') || Number(text, 9, 2) is not { } hour
            || Number(text, 11, 2) is not (>= 0 and < 60) || Number(text, 13, 2) is not (>= 0 and <= 60) || hour > 23)
        {
            return null;
        }

        return isUtc && hour >= 12 && year < 9999 ? date.PlusDays(1) : date;
    }

    /// <summary>Whether a value has the form of a DATE.</summary>
    public static bool IsDate(string text) => text.Trim().Length == 8;

    private static int? Number(string text, int at, int length) =>
        int.TryParse(text.AsSpan(at, length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
