using System.Globalization;
using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Tests.Generators;

/// <summary>A definition and what a law may ask of it.</summary>
/// <param name="Plan">A valid definition.</param>
/// <param name="A">An instant within some days of the odd moment, as <paramref name="B"/> and <paramref name="C"/> are.</param>
/// <param name="B">Another.</param>
/// <param name="C">A third.</param>
/// <param name="Far">An instant within three years of them.</param>
/// <param name="Amount">Open time to add, not negative.</param>
/// <param name="More">More of it, not negative.</param>
internal sealed record ScheduleQuestion(
    ScheduleDefinition Plan, Instant A, Instant B, Instant C, Instant Far, Duration Amount, Duration More)
{
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[Plan.Zone];

    /// <summary>The date on the wall clock at <see cref="A"/>.</summary>
    public LocalDate Today => A.InZone(Zone).Date;

    /// <summary>The three near instants in order.</summary>
    public (Instant First, Instant Second, Instant Third) Ordered
    {
        get
        {
            Instant[] all = [A, B, C];
            Array.Sort(all);
            return (all[0], all[1], all[2]);
        }
    }

    // What a failing law prints.
    public override string ToString() => string.Join(
        Environment.NewLine,
        [
            $"zone {Plan.Zone}",
            .. Plan.Weekly.Select(w => $"{w.Day} {Text(w.Interval)}"),
            .. Plan.Holidays.Select(h => $"holiday {h}"),
            .. Plan.Overrides.Select(o => $"override {o.Date:uuuu-MM-dd} {string.Join(", ", o.Intervals.Select(Text))}"),
            .. Plan.Closures.Select(c => $"closure {c.From:uuuu-MM-ddTHH:mm:ss} to {c.To:uuuu-MM-ddTHH:mm:ss}"),
            $"a {Text(A)}, b {Text(B)}, c {Text(C)}, far {Text(Far)}, amount {Amount}, more {More}",
        ]);

    private static string Text(Instant at) => at.ToString("uuuu-MM-ddTHH:mm:ss.FFFFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static string Text(PlanInterval i) => $"{Text(i.Start)}-{Text(i.End)}{string.Concat(i.Breaks.Select(b => $" without {Text(b.Start)}-{Text(b.End)}"))}";

    private static string Text(int second) => $"{second / 3600:00}:{second / 60 % 60:00}:{second % 60:00}";
}
