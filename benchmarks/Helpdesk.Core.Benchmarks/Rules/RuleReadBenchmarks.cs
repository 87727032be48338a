using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using Helpdesk.Core.Rules;

namespace Helpdesk.Core.Benchmarks.Rules;

/// <summary>How long is the way from the JSON text of rules to a set that is ready to be asked?</summary>
[MemoryDiagnoser]
[MinColumn]
public class RuleReadBenchmarks
{
    private string _json = "";

    [Params(100, 1_000, 7_000)]
    public int Rules { get; set; }

    /// <summary>The same, the first time in a process: what <c>-- cold</c> prints.</summary>
    public static void PrintCold()
    {
        var json = RuleGenerator.Json(new RuleGenerator(1).Flat(1_000));
        var (ticket, start) = (new RuleGenerator(3).Ticket(), Stopwatch.GetTimestamp());
        var set = RuleGenerator.Read(json);
        var read = Stopwatch.GetElapsedTime(start);
        _ = set.FirstMatch(ticket.Events, ticket);
        Console.WriteLine($"1,000 rules of {json.Length:n0} characters, cold: ready after {read.TotalMilliseconds:n1} ms, answered after {Stopwatch.GetElapsedTime(start).TotalMilliseconds:n1} ms");
        start = Stopwatch.GetTimestamp();
        RuleGenerator.Read(json);
        Console.WriteLine($"the second time: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:n1} ms; compiled at run time in all: {System.Runtime.JitInfo.GetCompilationTime().TotalMilliseconds:n1} ms");
    }

    [GlobalSetup]
    public void Setup() => _json = RuleGenerator.Json(new RuleGenerator(1).Flat(Rules));

    [Benchmark]
    public RuleSet Read_rules_and_index_them() => RuleGenerator.Read(_json);
}
