using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Benchmarks.BusinessTime;

/// <summary>
/// What does a question about business hours cost, beside the walk from day to day that one writes first and a careful one, and
/// how does that grow with the time in between? All are held to agree on thousands of questions before anything is measured.
/// </summary>
[MemoryDiagnoser]
[MinColumn]
[CategoriesColumn]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
public class BusinessTimeBenchmarks
{
    private static readonly Duration Day = Duration.FromDays(1);
    private static readonly Duration Month = Duration.FromDays(30);
    private static readonly Duration Year = Duration.FromDays(365);
    private static readonly Duration TenYears = Duration.FromDays(3_652);

    private readonly Instant[] _starts = SupportDesk.Starts();
    private readonly NaiveWalk _naive = new(SupportDesk.Definition);
    private readonly DayWalk _walk = new(SupportDesk.Definition);
    private readonly Schedule _schedule = Schedule.Create(SupportDesk.Definition).Require();
    private uint _next;
    private Instant _at;

    [GlobalSetup]
    public void Setup()
    {
        BusinessTimeAgreement.Check();
        // Warm: whatever the schedule prepares when it is first asked is there.
        foreach (var start in _starts)
        {
            _ = _schedule.Between(start, start + TenYears);
            _ = _schedule.Add(start, Duration.FromHours(1_000));
            if (_naive.Between(start, start + TenYears) != _walk.Between(start, start + TenYears) || _naive.Add(start, Duration.FromHours(1_000)) != _walk.Add(start, Duration.FromHours(1_000)))
            {
                throw new InvalidOperationException($"The naive walk differs from {start} on.");
            }
        }
    }

    [BenchmarkCategory("Between, 1 day")]
    [Benchmark(Baseline = true)]
    public Duration Naive_between_1_day() => _naive.Between(Next(), _at + Day);

    [BenchmarkCategory("Between, 1 day")]
    [Benchmark]
    public Duration Walk_between_1_day() => _walk.Between(Next(), _at + Day);

    [BenchmarkCategory("Between, 1 day")]
    [Benchmark]
    public Duration Schedule_between_1_day() => _schedule.Between(Next(), _at + Day);

    [BenchmarkCategory("Between, 30 days")]
    [Benchmark(Baseline = true)]
    public Duration Naive_between_30_days() => _naive.Between(Next(), _at + Month);

    [BenchmarkCategory("Between, 30 days")]
    [Benchmark]
    public Duration Walk_between_30_days() => _walk.Between(Next(), _at + Month);

    [BenchmarkCategory("Between, 30 days")]
    [Benchmark]
    public Duration Schedule_between_30_days() => _schedule.Between(Next(), _at + Month);

    [BenchmarkCategory("Between, 1 year")]
    [Benchmark(Baseline = true)]
    public Duration Naive_between_1_year() => _naive.Between(Next(), _at + Year);

    [BenchmarkCategory("Between, 1 year")]
    [Benchmark]
    public Duration Walk_between_1_year() => _walk.Between(Next(), _at + Year);

    [BenchmarkCategory("Between, 1 year")]
    [Benchmark]
    public Duration Schedule_between_1_year() => _schedule.Between(Next(), _at + Year);

    [BenchmarkCategory("Between, 10 years")]
    [Benchmark(Baseline = true)]
    public Duration Naive_between_10_years() => _naive.Between(Next(), _at + TenYears);

    [BenchmarkCategory("Between, 10 years")]
    [Benchmark]
    public Duration Walk_between_10_years() => _walk.Between(Next(), _at + TenYears);

    [BenchmarkCategory("Between, 10 years")]
    [Benchmark]
    public Duration Schedule_between_10_years() => _schedule.Between(Next(), _at + TenYears);

    [BenchmarkCategory("Add, 8 hours")]
    [Benchmark(Baseline = true)]
    public Instant Naive_adds_8_hours() => _naive.Add(Next(), Duration.FromHours(8));

    [BenchmarkCategory("Add, 8 hours")]
    [Benchmark]
    public Instant? Walk_adds_8_hours() => _walk.Add(Next(), Duration.FromHours(8));

    [BenchmarkCategory("Add, 8 hours")]
    [Benchmark]
    public Instant? Schedule_adds_8_hours() => _schedule.Add(Next(), Duration.FromHours(8));

    [BenchmarkCategory("Add, 1000 hours")]
    [Benchmark(Baseline = true)]
    public Instant Naive_adds_1000_hours() => _naive.Add(Next(), Duration.FromHours(1_000));

    [BenchmarkCategory("Add, 1000 hours")]
    [Benchmark]
    public Instant? Walk_adds_1000_hours() => _walk.Add(Next(), Duration.FromHours(1_000));

    [BenchmarkCategory("Add, 1000 hours")]
    [Benchmark]
    public Instant? Schedule_adds_1000_hours() => _schedule.Add(Next(), Duration.FromHours(1_000));

    [BenchmarkCategory("IsOpen")]
    [Benchmark(Baseline = true)]
    public bool Walk_is_open() => _walk.IsOpen(Next());

    [BenchmarkCategory("IsOpen")]
    [Benchmark]
    public bool Schedule_is_open() => _schedule.IsOpen(Next());

    [BenchmarkCategory("NextOpen")]
    [Benchmark(Baseline = true)]
    public Instant? Walk_next_open() => _walk.NextOpen(Next());

    [BenchmarkCategory("NextOpen")]
    [Benchmark]
    public Instant? Schedule_next_open() => _schedule.NextOpen(Next());

    [BenchmarkCategory("NextClose")]
    [Benchmark(Baseline = true)]
    public Instant? Walk_next_close() => _walk.NextClose(Next());

    [BenchmarkCategory("NextClose")]
    [Benchmark]
    public Instant? Schedule_next_close() => _schedule.NextClose(Next());

    private Instant Next() => _at = _starts[_next++ % _starts.Length];
}
