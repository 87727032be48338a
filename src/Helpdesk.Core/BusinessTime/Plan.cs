using System.Runtime.InteropServices;
using NodaTime;

namespace Helpdesk.Core.BusinessTime;

/// <summary>The plan on the wall clock, without a zone: seconds since 1970-01-01T00:00 on that clock.</summary>
internal sealed class Plan : OpenSet
{
    public const int Day = 86_400;

    private const int Week = 7 * Day;

    private static readonly LocalDate Epoch = new(1970, 1, 1);

    private readonly (int Start, int End)[][] _week; // from Monday
    private readonly PlanExceptions _exceptions;
    private readonly bool? _weekIs; // open or closed all along

    public Plan(ScheduleDefinition definition)
    {
        _week = [.. Enumerable.Range(1, 7).Select(d => DayPlan.Of(definition.Weekly.Where(w => (int)w.Day == d).Select(w => w.Interval)))];
        _exceptions = new PlanExceptions(definition);
        _weekIs = ConstantWeek(this);
    }

    public static int DayOf(LocalDate date) => Period.DaysBetween(Epoch, date);

    public static LocalDate DateOf(int day) => Epoch.PlusDays(day);

    public static long SecondOf(LocalDateTime at) =>
        ((long)DayOf(at.Date) * Day) + (at.TimeOfDay.TickOfDay / NodaConstants.TicksPerSecond);

    /// <summary>What a week in which nothing else decides is all along; null when it is mixed.</summary>
    public static bool? ConstantWeek(OpenSet set)
    {
        const long from = 22_400L * Week; // in the year 2399, far from any exception
        using var open = new StretchBuffer();
        set.Fill(from, from + Week, 0, open);
        return open.Total() switch { 0 => false, Week => true, _ => null };
    }

    public override void Fill(long from, long to, long shift, StretchBuffer into)
    {
        var first = FloorDay(from) - 1; // a shift from the evening before may run into the first date
        var last = FloorDay(to - 1);
        var cuts = CollectionsMarshal.AsSpan(_exceptions.CutsIn(first, last));
        var own = _exceptions.IndexOf(first);
        for (var day = first; day <= last; day++)
        {
            var mine = 0;
            while (mine < cuts.Length && cuts[mine].Day == day)
            {
                mine++;
            }

            if (!_exceptions.TryPlan(day, ref own, out var plan))
            {
                plan = _week[(((day + 3) % 7) + 7) % 7]; // 1970-01-01 was a Thursday
                plan = mine == 0 ? plan : DayPlan.Without(plan, cuts[..mine]);
            }

            cuts = cuts[mine..];
            foreach (var (start, end) in plan)
            {
                var opens = Math.Max(from, ((long)day * Day) + start);
                var closes = Math.Min(to, ((long)day * Day) + end);
                if (opens < closes)
                {
                    into.Add(opens + shift, closes + shift);
                }
            }
        }

        CutClosures(from, to, shift, into);
    }

    public override bool? Known(long from, long to) => _weekIs is not null && IsWeekly(from, to) ? _weekIs : null;

    public override bool IsWeekly(long from, long to) => !_exceptions.Touch(FloorDay(from) - 1, FloorDay(to));

    private static int FloorDay(long second) => (int)Math.Floor(second / (double)Day);

    // Clipped, so that nothing is cut out of what the buffer holds from before.
    private void CutClosures(long from, long to, long shift, StretchBuffer into)
    {
        for (var i = _exceptions.FirstClosure(from); i < _exceptions.ClosureStarts.Length && _exceptions.ClosureStarts[i] < to; i++)
        {
            into.Cut(Math.Max(from, _exceptions.ClosureStarts[i]) + shift, Math.Min(to, _exceptions.ClosureEnds[i]) + shift);
        }
    }
}
