using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Tests.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Tests.Sla;

/// <summary>Hours that stories are measured by, with their open stretches written down by the plain walk.</summary>
internal sealed class SlaOpenHours
{
    private static readonly Instant From = Instant.FromUtc(2026, 3, 20, 0, 0);
    private static readonly Instant To = Instant.FromUtc(2027, 9, 1, 0, 0);
    private readonly List<Interval> _open;

    private SlaOpenHours(ScheduleDefinition? plan)
    {
        Schedule = plan is null ? null : Schedule.Create(plan).Require();
        _open = plan is null ? [new Interval(From, To)] : new PlainWalk(plan).Stretches(From, To);
    }

    /// <summary>The calendar, weekdays, nights, a zone that moves by half an hour, always, never, two shifts.</summary>
    public static IReadOnlyList<SlaOpenHours> All { get; } =
    [
        new(null), new(Weekly("Europe/Berlin", 5, (9, 17))), new(Weekly("Europe/Berlin", 7, (22, 6))),
        new(Weekly("Australia/Lord_Howe", 7, (1, 4))), new(Weekly("Etc/UTC", 7, (0, 24))), new(Weekly("Etc/UTC", 0)),
        new(Weekly("Etc/UTC", 6, (8, 12), (13, 18))),
    ];

    /// <summary>The place of the hours that never open.</summary>
    public const int Never = 5;

    public Schedule? Schedule { get; }

    public Duration Between(Instant from, Instant to)
    {
        var sum = Duration.Zero;
        for (var i = First(from); i < _open.Count && _open[i].Start < to; i++)
        {
            var open = _open[i];
            var (start, end) = (Instant.Max(open.Start, from), Instant.Min(open.End, to));
            sum += start < end ? end - start : Duration.Zero;
        }

        return sum;
    }

    /// <summary>The earliest instant by which so much is used, for more than nothing; null when it is never.</summary>
    public Instant? Add(Instant at, Duration working)
    {
        for (var i = First(at); i < _open.Count; i++)
        {
            var open = _open[i];
            var start = Instant.Max(open.Start, at);
            if (open.End - start >= working)
            {
                return start + working;
            }

            working -= open.End - start;
        }

        return null;
    }

    public Instant? NextOpen(Instant at)
    {
        var i = First(at);
        return i < _open.Count ? Instant.Max(_open[i].Start, at) : null;
    }

    // The first stretch that ends after a moment.
    private int First(Instant at)
    {
        var (low, high) = (0, _open.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _open[middle].End > at ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private static ScheduleDefinition Weekly(string zone, int days, params (int Start, int End)[] hours) => new()
    {
        Zone = zone,
        Weekly = [.. from day in Enumerable.Range(1, days)
                     from h in hours
                     select ((IsoDayOfWeek)day, new PlanInterval(h.Start * 3600, h.End * 3600))],
    };
}
