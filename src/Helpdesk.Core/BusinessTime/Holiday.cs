using NodaTime;

namespace Helpdesk.Core.BusinessTime;

/// <summary>
/// A date, or part of one, without a plan. Immutable. A full holiday takes away the intervals that begin on its date; one for
/// a part of the day cuts that part out of them.
/// </summary>
/// <param name="Date">On which date it falls.</param>
public sealed record Holiday(HolidayDate Date)
{
    /// <summary>What people call it; may be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether it counts: a feed of holidays has observances on which people work.</summary>
    public bool IsOn { get; init; } = true;

    /// <summary>How many dates it lasts, at least 1.</summary>
    public int Days { get; init; } = 1;

    /// <summary>The part of the day that is closed, in seconds after midnight, half-open; null for the whole day.</summary>
    public (int Start, int End)? Part { get; init; }

    /// <summary>The first year in which one that comes again is kept; null for always.</summary>
    public int? FromYear { get; init; }

    /// <summary>The last year in which one that comes again is kept; null for ever.</summary>
    public int? UntilYear { get; init; }

    /// <summary>Every how many years it comes, counted from <see cref="FromYear"/>; at least 1.</summary>
    public int EveryYears { get; init; } = 1;

    /// <summary>First dates on which it is not kept.</summary>
    public IReadOnlyList<LocalDate> Except { get; init; } = [];

    /// <summary>A full holiday on one date.</summary>
    public static implicit operator Holiday(LocalDate date) => new(new HolidayDate.Once(date));

    /// <summary>The dates of the holiday that begins in a year, in order; more than one for one of several days, none when it is off.</summary>
    /// <param name="year">1900 to 2200; outside no holiday is kept.</param>
    internal IEnumerable<LocalDate> DatesOf(int year)
    {
        if (IsOn && Date is HolidayDate.Once once && once.Date.Year == year)
        {
            for (var i = 0; i < Days; i++)
            {
                yield return once.Date.PlusDays(i);
            }
        }
    }
}
