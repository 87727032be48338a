using NodaTime;

namespace Helpdesk.Core.BusinessTime;

/// <summary>
/// A date, or part of one, without a plan. Immutable. A full holiday takes away the intervals that begin on its date; one for
/// a part of the day cuts that part out of them.
/// </summary>
/// <param name="Date">On which date it falls.</param>
public sealed record Holiday(HolidayDate Date)
{
    /// <summary>The first year that has holidays.</summary>
    internal const int FirstYear = 1900;

    /// <summary>The last year that has holidays.</summary>
    internal const int LastYear = 2200;

    // Easter lies between 22 March and the middle of May: so many days before it are in the same year.
    private const int DaysBeforeEaster = 80;

    /// <summary>What people call it; may be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether it counts: a feed of holidays has observances on which people work.</summary>
    public bool IsOn { get; init; } = true;

    /// <summary>How many dates it lasts, 1 to 366.</summary>
    public int Days { get; init; } = 1;

    /// <summary>
    /// The part of the day that is closed, in seconds after midnight, half-open: a start from 0 to 86,399, an end after it up to
    /// 86,400; null for the whole day. Of a holiday of several dates it is closed on each.
    /// </summary>
    public (int Start, int End)? Part { get; init; }

    /// <summary>The first year, 1900 to 2200, in which one that comes again is kept; null for always.</summary>
    public int? FromYear { get; init; }

    /// <summary>The last year, 1900 to 2200, in which one that comes again is kept; null for ever.</summary>
    public int? UntilYear { get; init; }

    /// <summary>Every how many years, 1 to 300, it comes, counted from <see cref="FromYear"/>.</summary>
    public int EveryYears { get; init; } = 1;

    /// <summary>Where it goes when it falls on a weekend; only for one of a single date.</summary>
    public ObservedRule Observed { get; init; }

    /// <summary>First dates, where they are kept, on which one that comes again is not.</summary>
    public IReadOnlyList<LocalDate> Except { get; init; } = [];

    /// <summary>Whether it says nothing beyond a whole date.</summary>
    internal bool IsPlain => Date is HolidayDate.Once && Name.Length == 0 && IsOn && Days == 1 && Part is null
        && FromYear is null && UntilYear is null && EveryYears == 1 && Except.Count == 0 && Observed == ObservedRule.None;

    // 1 January on a Saturday may be kept on 31 December of the year before.
    private bool MayLeaveItsYear => Observed != ObservedRule.None
        || Date is HolidayDate.Weekday { PlusDays: not 0 } or HolidayDate.Easter { Offset: < -DaysBeforeEaster };

    /// <summary>A full holiday on one date.</summary>
    public static implicit operator Holiday(LocalDate date) => new(new HolidayDate.Once(date));

    /// <summary>
    /// The dates of the holiday whose first date is in a year, in order; they may reach into the next year. None when it is off, and
    /// none after 2200. A holiday of more than 300 days may give a date twice.
    /// </summary>
    /// <param name="year">1900 to 2200; outside no holiday is kept.</param>
    internal IReadOnlyList<LocalDate> DatesOf(int year)
    {
        if (!IsOn || year is < FirstYear or > LastYear)
        {
            return [];
        }

        List<LocalDate>? dates = null;
        var around = MayLeaveItsYear ? 1 : 0;
        for (var counted = year - around; counted <= year + around; counted++)
        {
            if (FirstDateOf(counted) is not { } first || first.Year != year)
            {
                continue;
            }

            dates ??= new List<LocalDate>(Days);
            for (var (i, date) = (0, first); i < Days && date.Year <= LastYear; i++, date = first.PlusDays(i))
            {
                dates.Add(date);
            }
        }

        return (IReadOnlyList<LocalDate>?)dates ?? [];
    }

    /// <summary>The first date of the holiday that is counted to a year; null when it is not kept in that one.</summary>
    internal LocalDate? FirstDateOf(int year)
    {
        if (year < (FromYear ?? year) || year > (UntilYear ?? year)
            || (EveryYears > 1 && (year - (FromYear ?? 0)) % EveryYears != 0)
            || Date.In(year) is not { } falls)
        {
            return null;
        }

        var kept = Observed == ObservedRule.None ? falls : falls.PlusDays(Shift(falls.DayOfWeek));
        return Except.Count > 0 && Except.Contains(kept) ? null : kept;
    }

    private int Shift(IsoDayOfWeek day) => (Observed, day) switch
    {
        (ObservedRule.NearestWeekday, IsoDayOfWeek.Saturday) => -1,
        (ObservedRule.NearestWeekday or ObservedRule.NextMonday or ObservedRule.SundayToMonday, IsoDayOfWeek.Sunday) => 1,
        (ObservedRule.NextMonday or ObservedRule.NextMondayOrTuesday, IsoDayOfWeek.Saturday) => 2,
        (ObservedRule.NextMondayOrTuesday, IsoDayOfWeek.Sunday) => 2,
        (ObservedRule.NextMondayOrTuesday, IsoDayOfWeek.Monday) => 1,
        _ => 0,
    };
}
