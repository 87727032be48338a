using BenchmarkDotNet.Attributes;
using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Benchmarks.BusinessTime;

/// <summary>
/// What does a schedule cost before it has answered anything, and with its first answers, which pay for all that is prepared on
/// the way? The baseline is a year of the plain walk from day to day.
/// </summary>
[MemoryDiagnoser]
[MinColumn]
public class ScheduleBuildBenchmarks
{
    private static readonly Instant Start = Instant.FromUtc(2014, 1, 1, 0, 0);
    private static readonly Duration Year = Duration.FromDays(365);

    private readonly DayWalk _walk = new(SupportDesk.Definition);

    [Benchmark(Baseline = true)]
    public Duration Walk_between_1_year() => _walk.Between(Start, Start + Year);

    [Benchmark]
    public Schedule Schedule_is_made() => Schedule.Create(SupportDesk.Definition).Require();

    [Benchmark]
    public bool Schedule_is_made_and_asked_once() => Schedule_is_made().IsOpen(Start);

    [Benchmark]
    public Duration Schedule_is_made_and_asked_about_1_year() => Schedule_is_made().Between(Start, Start + Year);

    [Benchmark]
    public Duration Schedule_is_made_and_asked_about_10_years() => Schedule_is_made().Between(Start, Start + (10 * Year));
}
