using NodaTime;

namespace Helpdesk.Core.BusinessTime;

/// <summary>
/// Where a plan differs from its week, on the wall clock. Dates are days since 1970-01-01. Holidays that come again are not
/// written out: they are asked for the years of a question.
/// </summary>
internal sealed class PlanExceptions
{
    private const int FirstYear = 1900;
    private const int LastYear = 2200;

    private readonly int[] _days; // with a plan of their own
    private readonly (int Start, int End)[][] _plans;
    private readonly (int Day, int Start, int End)[] _cuts;
    private readonly Holiday[] _recurring;
    private readonly int _recurringFrom;
    private readonly int _recurringTo;

    public PlanExceptions(ScheduleDefinition definition)
    {
        var own = definition.Overrides.Select(o => (Day: Plan.DayOf(o.Date), Plan: DayPlan.Of(o.Intervals)))
            .OrderBy(o => o.Day).ToList();
        _days = [.. own.Select(o => o.Day)];
        _plans = [.. own.Select(o => o.Plan)];
        var cuts = new List<(int Day, int Start, int End)>();
        foreach (var holiday in definition.Holidays)
        {
            if (holiday.Date is HolidayDate.Once { Date.Year: >= FirstYear and <= LastYear } once)
            {
                AddCuts(cuts, holiday, once.Date.Year, int.MinValue, int.MaxValue);
            }
        }

        cuts.Sort();
        _cuts = [.. cuts];
        _recurring = [.. definition.Holidays.Where(h => h.IsOn && h.Date is not HolidayDate.Once)];
        _recurringFrom = Plan.DayOf(new LocalDate(Years(h => h.FromYear ?? FirstYear).DefaultIfEmpty(FirstYear).Min() - 1, 1, 1));
        _recurringTo = Plan.DayOf(new LocalDate(Years(h => h.UntilYear ?? LastYear).DefaultIfEmpty(LastYear).Max() + 1, 12, 31));
        using var closed = new StretchBuffer();
        foreach (var (from, to) in definition.Closures)
        {
            closed.Add(Plan.SecondOf(from), Plan.SecondOf(to));
        }

        ClosureStarts = closed.Starts.ToArray();
        ClosureEnds = closed.Ends.ToArray();
    }

    /// <summary>The wall-clock seconds at which closures begin, in order; they do not touch.</summary>
    public long[] ClosureStarts { get; }

    /// <summary>The wall-clock seconds at which they end.</summary>
    public long[] ClosureEnds { get; }

    /// <summary>Whether a date from the first to the last is, or may be, no day like others.</summary>
    public bool Touch(int first, int last)
    {
        var day = IndexOf(first);
        var cut = FirstCut(first);
        var closure = FirstClosure((long)first * Plan.Day);
        return (day < _days.Length && _days[day] <= last)
            || (cut < _cuts.Length && _cuts[cut].Day <= last)
            || (closure < ClosureStarts.Length && ClosureStarts[closure] < (last + 1L) * Plan.Day)
            || (_recurring.Length > 0 && first <= _recurringTo && last >= _recurringFrom);
    }

    /// <summary>Where overrides from a date on begin, for <see cref="TryPlan"/>.</summary>
    public int IndexOf(int day)
    {
        var index = Array.BinarySearch(_days, day);
        return index < 0 ? ~index : index;
    }

    /// <summary>The plan that a date has of its own. Dates are asked in order, with one index.</summary>
    public bool TryPlan(int day, ref int index, out (int Start, int End)[] plan)
    {
        var has = index < _days.Length && _days[index] == day;
        plan = has ? _plans[index++] : [];
        return has;
    }

    /// <summary>What holidays take away from the first to the last date, in order.</summary>
    public List<(int Day, int Start, int End)> CutsIn(int first, int last)
    {
        var cuts = new List<(int Day, int Start, int End)>();
        for (var i = FirstCut(first); i < _cuts.Length && _cuts[i].Day <= last; i++)
        {
            cuts.Add(_cuts[i]);
        }

        if (_recurring.Length > 0 && first <= _recurringTo && last >= _recurringFrom)
        {
            // One that begins in a year may last into the next, or fall into the year before when counted from Easter.
            var from = Math.Max(FirstYear, Plan.DateOf(first).Year - 1);
            var to = Math.Min(LastYear, Plan.DateOf(last).Year + 1);
            for (var year = from; year <= to; year++)
            {
                foreach (var holiday in _recurring)
                {
                    AddCuts(cuts, holiday, year, first, last);
                }
            }

            cuts.Sort();
        }

        return cuts;
    }

    /// <summary>The first closure that ends after a wall-clock second.</summary>
    public int FirstClosure(long second)
    {
        var index = Array.BinarySearch(ClosureEnds, second + 1);
        return index < 0 ? ~index : index;
    }

    private static void AddCuts(List<(int Day, int Start, int End)> cuts, Holiday holiday, int year, int first, int last)
    {
        var (start, end) = holiday.Part ?? (0, DayPlan.End);
        foreach (var date in holiday.DatesOf(year))
        {
            var day = Plan.DayOf(date);
            if (day >= first && day <= last)
            {
                cuts.Add((day, start, end));
            }
        }
    }

    private IEnumerable<int> Years(Func<Holiday, int> year) => _recurring.Select(h => Math.Clamp(year(h), FirstYear, LastYear));

    private int FirstCut(int day)
    {
        var (low, high) = (0, _cuts.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _cuts[middle].Day < day ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
