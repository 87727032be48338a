using NodaTime;

namespace Helpdesk.Core.BusinessTime;

/// <summary>On which date of a year a holiday falls.</summary>
public abstract record HolidayDate
{
    private HolidayDate()
    {
    }

    /// <summary>The date that is counted to a year; null when the year has none.</summary>
    internal abstract LocalDate? In(int year);

    /// <summary>One date, once.</summary>
    /// <param name="Date">The date, in the years 1900 to 2200.</param>
    public sealed record Once(LocalDate Date) : HolidayDate
    {
        internal override LocalDate? In(int year) => Date.Year == year ? Date : null;
    }

    /// <summary>The same date every year; 29 February in leap years only.</summary>
    /// <param name="Month">1 to 12.</param>
    /// <param name="Day">1 to 31, as far as the month goes.</param>
    public sealed record Yearly(int Month, int Day) : HolidayDate
    {
        internal override LocalDate? In(int year) =>
            Day <= CalendarSystem.Iso.GetDaysInMonth(year, Month) ? new LocalDate(year, Month, Day) : null;
    }

    /// <summary>So many days after Easter Sunday, or before it.</summary>
    /// <param name="Offset">In days, -100 to 100: -2 is Good Friday, 1 Easter Monday, 39 Ascension, 50 Whit Monday.</param>
    /// <param name="IsOrthodox">Whether Easter is reckoned by the Julian calendar, as most Orthodox churches do.</param>
    public sealed record Easter(int Offset, bool IsOrthodox = false) : HolidayDate
    {
        internal override LocalDate? In(int year) =>
            (IsOrthodox ? EasterSunday.Orthodox(year) : EasterSunday.Western(year)).PlusDays(Offset);
    }

    /// <summary>The nth weekday of a month, or some days after it.</summary>
    /// <param name="Month">1 to 12.</param>
    /// <param name="Day">The day of the week.</param>
    /// <param name="Nth">1 to 5 from the beginning of the month (a month without a fifth has none), -1 to -5 from its end.</param>
    /// <param name="PlusDays">
    /// Days added, -100 to 100: the day after the fourth Thursday of November is (11, Thursday, 4, 1).
    /// </param>
    public sealed record Weekday(int Month, IsoDayOfWeek Day, int Nth, int PlusDays = 0) : HolidayDate
    {
        internal override LocalDate? In(int year)
        {
            var length = CalendarSystem.Iso.GetDaysInMonth(year, Month);
            var day = Nth > 0
                ? 1 + Ahead(new LocalDate(year, Month, 1).DayOfWeek, Day) + ((Nth - 1) * 7)
                : length - Ahead(Day, new LocalDate(year, Month, length).DayOfWeek) + ((Nth + 1) * 7);
            return day >= 1 && day <= length ? new LocalDate(year, Month, day).PlusDays(PlusDays) : null;
        }

        // How many days it is from one weekday to the next that is the other, 0 to 6.
        private static int Ahead(IsoDayOfWeek from, IsoDayOfWeek to) => (to - from + 7) % 7;
    }
}
