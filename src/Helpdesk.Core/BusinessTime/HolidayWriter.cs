using System.Text.Json;

namespace Helpdesk.Core.BusinessTime;

/// <summary>Writes a holiday in its one canonical JSON form: a whole date as a text, everything else as an object.</summary>
internal static class HolidayWriter
{
    public static void Write(Utf8JsonWriter writer, Holiday holiday)
    {
        if (holiday.IsPlain)
        {
            writer.WriteStringValue(WallClockText.Of(((HolidayDate.Once)holiday.Date).Date));
            return;
        }

        writer.WriteStartObject();
        Date(writer, holiday.Date);
        if (holiday.Name.Length > 0)
        {
            writer.WriteString("name", holiday.Name);
        }

        if (!holiday.IsOn)
        {
            writer.WriteBoolean("on", false);
        }

        Number(writer, "days", holiday.Days, 1);
        if (holiday.Part is { } part)
        {
            writer.WriteString("from", WallClockText.Of(part.Start));
            writer.WriteString("to", WallClockText.Of(part.End));
        }

        Number(writer, "fromYear", holiday.FromYear, null);
        Number(writer, "untilYear", holiday.UntilYear, null);
        Number(writer, "everyYears", holiday.EveryYears, 1);
        if (holiday.Except.Count > 0)
        {
            writer.WriteStartArray("except");
            foreach (var date in holiday.Except.Distinct().Order())
            {
                writer.WriteStringValue(WallClockText.Of(date));
            }

            writer.WriteEndArray();
        }

        if (holiday.Observed != ObservedRule.None)
        {
            writer.WriteString("observed", JsonNamingPolicy.CamelCase.ConvertName(holiday.Observed.ToString()));
        }

        writer.WriteEndObject();
    }

    private static void Date(Utf8JsonWriter writer, HolidayDate date)
    {
        switch (date)
        {
            case HolidayDate.Once once:
                writer.WriteString("date", WallClockText.Of(once.Date));
                break;
            case HolidayDate.Yearly yearly:
                writer.WriteString("yearly", WallClockText.Of(yearly.Month, yearly.Day));
                break;
            case HolidayDate.Easter easter:
                writer.WriteNumber(easter.IsOrthodox ? "orthodoxEaster" : "easter", easter.Offset);
                break;
            default:
                var weekday = (HolidayDate.Weekday)date;
                writer.WriteStartObject("weekday");
                writer.WriteNumber("month", weekday.Month);
                writer.WriteNumber("day", (int)weekday.Day);
                writer.WriteNumber("nth", weekday.Nth);
                Number(writer, "plusDays", weekday.PlusDays, 0);
                writer.WriteEndObject();
                break;
        }
    }

    private static void Number(Utf8JsonWriter writer, string name, int? number, int? standard)
    {
        if (number is { } said && said != standard)
        {
            writer.WriteNumber(name, said);
        }
    }
}
