using BenchmarkDotNet.Attributes;
using Helpdesk.Core.Benchmarks.BusinessTime;
using Helpdesk.Core.Sla;
using NodaTime;

namespace Helpdesk.Core.Benchmarks.Sla;

/// <summary>
/// What does it cost to say where promises stand? The baseline counts the same elapsed times with the plain walk from day to day.
/// </summary>
[MemoryDiagnoser]
[MinColumn]
public class SlaBenchmarks
{
    private const int Open = 100_000;

    private readonly DayWalk _walk = new(SupportDesk.Definition);
    private (SlaState State, Instant Now)[] _few = [];
    private (SlaState State, Instant Now)[] _many = [];
    private uint _next;

    [GlobalSetup]
    public void Setup()
    {
        _many = OpenTickets.Make(Open);
        _few = _many[..64];
        foreach (var (state, now) in _few)
        {
            var walked = Walk(state, now);
            var sum = OpenTickets.Metrics.Aggregate(Duration.Zero, (s, m) => s + SlaStatus.Of(state, m, now, OpenTickets.Policies).Elapsed);
            if (walked != sum)
            {
                throw new InvalidOperationException($"Walked {walked}, measured {sum}.");
            }
        }
    }

    [Benchmark(Baseline = true)]
    public Duration Walk_elapsed_of_four_metrics()
    {
        var (state, now) = _few[_next++ % 64];
        return Walk(state, now);
    }

    [Benchmark]
    public Duration Status_remaining_and_due_of_four_metrics()
    {
        var (state, now) = _few[_next++ % 64];
        return Look(state, now);
    }

    /// <summary>A hundred thousand tickets, ten times: more than the caches of a processor hold.</summary>
    [Benchmark]
    public Duration A_million_open_tickets_are_looked_at()
    {
        var sum = Duration.Zero;
        for (var round = 0; round < 10; round++)
        {
            foreach (var (state, now) in _many)
            {
                sum += Look(state, now);
            }
        }

        return sum;
    }

    private static Duration Look(SlaState state, Instant now)
    {
        var sum = Duration.Zero;
        foreach (var metric in OpenTickets.Metrics)
        {
            var status = SlaStatus.Of(state, metric, now, OpenTickets.Policies);
            sum += status.Remaining!.Value + (status.DueAt!.Value - now) + Duration.FromTicks((int)status.Standing);
        }

        return sum;
    }

    private Duration Walk(SlaState state, Instant now)
    {
        var sum = Duration.Zero;
        foreach (var metric in OpenTickets.Metrics)
        {
            var clock = state.Find(metric)!;
            sum += clock.Elapsed + _walk.Between(clock.RunningSince!.Value, now);
        }

        return sum;
    }
}
