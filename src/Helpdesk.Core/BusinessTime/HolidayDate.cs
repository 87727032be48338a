using NodaTime;

namespace Helpdesk.Core.BusinessTime;

/// <summary>On which date of a year a holiday falls.</summary>
public abstract record HolidayDate
{
    private HolidayDate()
    {
    }

    /// <summary>One date, once.</summary>
    /// <param name="Date">The date.</param>
    public sealed record Once(LocalDate Date) : HolidayDate;

    /// <summary>The same date every year; 29 February in leap years only.</summary>
    /// <param name="Month">1 to 12.</param>
    /// <param name="Day">1 to 31, as far as the month goes.</param>
    public sealed record Yearly(int Month, int Day) : HolidayDate;

    /// <summary>So many days after Easter Sunday, or before it.</summary>
    /// <param name="Offset">In days: -2 is Good Friday, 1 Easter Monday, 39 Ascension, 50 Whit Monday.</param>
    /// <param name="IsOrthodox">Whether Easter is reckoned by the Julian calendar, as the Orthodox churches do.</param>
    public sealed record Easter(int Offset, bool IsOrthodox = false) : HolidayDate;

    /// <summary>The nth weekday of a month, or some days after it.</summary>
    /// <param name="Month">1 to 12.</param>
    /// <param name="Day">The day of the week.</param>
    /// <param name="Nth">1 to 5 from the beginning of the month (a month without a fifth has none), -1 to -5 from its end.</param>
    /// <param name="PlusDays">Days added: the day after the fourth Thursday of November is (11, Thursday, 4, 1).</param>
    public sealed record Weekday(int Month, IsoDayOfWeek Day, int Nth, int PlusDays = 0) : HolidayDate;
}
