using System.Text;
using NodaTime;

namespace Helpdesk.Core.BusinessTime;

/// <summary>Finds everything that is wrong with a holiday at once; the places are below the holiday's own.</summary>
internal static class HolidayVerifier
{
    public const int MaxDays = 366;
    public const int MaxOffset = 100;
    public const int MaxEveryYears = 300;

    private const string Years = "A year lies in 1900 to 2200.";

    // A month never longer than this, whatever the year.
    private const int LeapYear = 2000;

    public static List<Fault> Verify(Holiday holiday)
    {
        var faults = new List<Fault>();
        VerifyDate(holiday, faults);
        Check(IsText(holiday.Name), "ill-formed", "A name has no half of a surrogate pair.", "/name");
        Range(holiday.Days is >= 1 and <= MaxDays, $"A holiday lasts 1 to {MaxDays} days.", "/days");
        if (holiday.Part is { } part)
        {
            Range(part.Start is >= 0 and < Plan.Day, "A part of a day starts from 00:00 to 23:59:59.", "/from");
            Range(part.End is >= 0 and <= Plan.Day, "A part of a day ends from 00:00 to 24:00.", "/to");
            Check(part.Start < part.End, "ends-before-start", "A part of a day ends after it begins.", "/to");
        }

        if (holiday.Date is HolidayDate.Once)
        {
            Check(holiday.FromYear is null, "comes-once", "A single date has no first year.", "/fromYear");
            Check(holiday.UntilYear is null, "comes-once", "A single date has no last year.", "/untilYear");
            Check(holiday.EveryYears == 1, "comes-once", "A single date does not come again.", "/everyYears");
            Check(holiday.Except.Count == 0, "comes-once", "A single date has no exceptions.", "/except");
        }
        else
        {
            VerifyYears(holiday, faults);
        }

        Range(Enum.IsDefined(holiday.Observed), "There is no such rule.", "/observed");
        Check(holiday.Observed == ObservedRule.None || holiday.Days == 1, "observed-days", "Only a holiday of one day moves.", "/observed");
        return faults;

        void Range(bool isRight, string sentence, string place) => Check(isRight, "out-of-range", sentence, place);

        void Check(bool isRight, string code, string sentence, string place)
        {
            if (!isRight)
            {
                faults.Add(new Fault(code, sentence, place));
            }
        }
    }

    private static void VerifyDate(Holiday holiday, List<Fault> faults)
    {
        switch (holiday.Date)
        {
            case HolidayDate.Once once when !IsYear(once.Date.Year):
                faults.Add(new Fault("out-of-range", "A date lies in the years 1900 to 2200.", holiday.IsPlain ? "" : "/date"));
                break;
            case HolidayDate.Yearly yearly when yearly.Month is < 1 or > 12 || yearly.Day < 1
                || yearly.Day > CalendarSystem.Iso.GetDaysInMonth(LeapYear, yearly.Month):
                faults.Add(new Fault("not-a-date", "No year has such a date.", "/yearly"));
                break;
            case HolidayDate.Easter easter when easter.Offset is < -MaxOffset or > MaxOffset:
                faults.Add(new Fault(
                    "out-of-range",
                    $"Easter is at most {MaxOffset} days away.",
                    easter.IsOrthodox ? "/orthodoxEaster" : "/easter"));
                break;
            case HolidayDate.Weekday weekday:
                VerifyWeekday(weekday, faults);
                break;
            default:
                break;
        }
    }

    private static void VerifyWeekday(HolidayDate.Weekday weekday, List<Fault> faults)
    {
        if (weekday.Month is < 1 or > 12)
        {
            faults.Add(new Fault("out-of-range", "A month is 1 to 12.", "/weekday/month"));
        }

        if (weekday.Day is < IsoDayOfWeek.Monday or > IsoDayOfWeek.Sunday)
        {
            faults.Add(new Fault("unknown-day", "A day is 1 (Monday) to 7 (Sunday).", "/weekday/day"));
        }

        if (weekday.Nth is 0 or < -5 or > 5)
        {
            faults.Add(new Fault("out-of-range", "Count 1 to 5 from the beginning, -1 to -5 from the end.", "/weekday/nth"));
        }

        if (weekday.PlusDays is < -MaxOffset or > MaxOffset)
        {
            faults.Add(new Fault("out-of-range", $"At most {MaxOffset} days are added.", "/weekday/plusDays"));
        }
    }

    private static void VerifyYears(Holiday holiday, List<Fault> faults)
    {
        if (holiday.FromYear is { } from && !IsYear(from))
        {
            faults.Add(new Fault("out-of-range", Years, "/fromYear"));
        }

        if (holiday.UntilYear is { } until && !IsYear(until))
        {
            faults.Add(new Fault("out-of-range", Years, "/untilYear"));
        }

        if (holiday.FromYear > holiday.UntilYear)
        {
            faults.Add(new Fault("ends-before-start", "The last year is not before the first.", "/untilYear"));
        }

        if (holiday.EveryYears is < 1 or > MaxEveryYears)
        {
            faults.Add(new Fault("out-of-range", $"It comes every 1 to {MaxEveryYears} years.", "/everyYears"));
        }
        else if (holiday.EveryYears > 1 && holiday.FromYear is null)
        {
            faults.Add(new Fault("missing", "'fromYear' is missing: years are counted from it.", "/everyYears"));
        }

        for (var i = 0; i < holiday.Except.Count; i++)
        {
            if (!IsYear(holiday.Except[i].Year))
            {
                faults.Add(new Fault("out-of-range", "A date lies in the years 1900 to 2200.", $"/except/{i}"));
            }
        }
    }

    private static bool IsYear(int year) => year is >= Holiday.FirstYear and <= Holiday.LastYear;

    private static bool IsText(string text) =>
        !text.Any(char.IsSurrogate) || string.Equals(text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal);
}
