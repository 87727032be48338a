using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Helpdesk.Core.BusinessTime;

/// <summary>Times of day, dates and local moments as they stand in JSON.</summary>
internal static class WallClockText
{
    private static readonly LocalDateTimePattern Minutes =
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

    private static readonly LocalDateTimePattern Seconds =
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss");

    /// <summary>Seconds after midnight from HH:MM or HH:MM:SS; 24:00 is the end of the day. Null and a fault otherwise.</summary>
    public static int? Time(JsonSection place)
    {
        var text = place.Text();
        if (text is null)
        {
            return null;
        }

        var isTime = text.Length is 5 or 8 && text[2] == ':' && (text.Length == 5 || text[5] == ':');
        if (isTime
            && Number(text, 0) is { } hour and <= 24
            && Number(text, 3) is { } minute and < 60
            && (text.Length == 5 ? 0 : Number(text, 6)) is { } second and < 60
            && (hour * 3600) + (minute * 60) + second is var seconds and <= Plan.Day)
        {
            return seconds;
        }

        place.Fault("not-a-time", $"'{text}' is no time of day like 09:00, 17:30:15 or 24:00.");
        return null;
    }

    /// <summary>A date; null and a fault otherwise.</summary>
    public static LocalDate? Date(JsonSection place)
    {
        var text = place.Text();
        if (text is null)
        {
            return null;
        }

        var parsed = LocalDatePattern.Iso.Parse(text);
        if (!parsed.Success)
        {
            place.Fault("not-a-date", $"'{text}' is no date like 2026-12-24.");
        }

        return parsed.Success ? parsed.Value : null;
    }

    /// <summary>Month and day; null and a fault otherwise.</summary>
    public static (int Month, int Day)? MonthAndDay(JsonSection place)
    {
        var text = place.Text();
        if (text is null)
        {
            return null;
        }

        if (text.Length == 5 && text[2] == '-' && Number(text, 0) is { } month && Number(text, 3) is { } day)
        {
            return (month, day);
        }

        place.Fault("not-a-date", $"'{text}' is no month and day like 12-24.");
        return null;
    }

    /// <summary>A date and a time to the second; null and a fault otherwise.</summary>
    public static LocalDateTime? Moment(JsonSection place)
    {
        var text = place.Text();
        if (text is null)
        {
            return null;
        }

        var parsed = Minutes.Parse(text) is { Success: true } minutes ? minutes : Seconds.Parse(text);
        if (!parsed.Success)
        {
            place.Fault("not-a-date-time", $"'{text}' is no local date and time like 2026-12-24T14:00.");
        }

        return parsed.Success ? parsed.Value : null;
    }

    /// <summary>Seconds after midnight as HH:MM, with seconds where they are needed.</summary>
    public static string Of(int second)
    {
        var (minutes, rest) = Math.DivRem(second, 60);
        var text = $"{Two(minutes / 60)}:{Two(minutes % 60)}";
        return rest == 0 ? text : $"{text}:{Two(rest)}";
    }

    /// <summary>A date as YYYY-MM-DD.</summary>
    public static string Of(LocalDate date) => LocalDatePattern.Iso.Format(date);

    /// <summary>A month and a day as MM-DD.</summary>
    public static string Of(int month, int day) => $"{Two(month)}-{Two(day)}";

    /// <summary>A moment to the minute, with seconds where they are needed.</summary>
    public static string Of(LocalDateTime moment) => (moment.Second == 0 ? Minutes : Seconds).Format(moment);

    private static string Two(int number) => number.ToString("00", CultureInfo.InvariantCulture);

    private static int? Number(string text, int at) =>
        int.TryParse(text.AsSpan(at, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
