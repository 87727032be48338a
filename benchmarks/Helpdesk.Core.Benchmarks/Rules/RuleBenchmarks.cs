using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Helpdesk.Core.Rules;

namespace Helpdesk.Core.Benchmarks.Rules;

/// <summary>
/// What does an event cost against many rules: by the index, by a scan over compiled delegates, by the interpreter? All matching
/// rules are counted, over 4,096 tickets in turn. And the same, of 1,000 rules, over tickets on which nothing fires.
/// </summary>
[MemoryDiagnoser]
[MinColumn]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory, BenchmarkLogicalGroupRule.ByParams)]
[CategoriesColumn]
public class RuleBenchmarks
{
    private const int Mask = RuleAgreement.Tickets - 1;

    private RuleTicket[] _tickets = [];
    private RuleTicket[] _silent = [];
    private RuleSet _set = RuleSet.Empty;
    private DelegateRules _delegates = null!;
    private InterpretedRules _interpreted = null!;
    private int _next;

    /// <summary>How many rules, and of which form.</summary>
    [Params("100 flat", "1000 flat", "7000 flat", "1000 nested")]
    public string Rules { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var count = int.Parse(Rules.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        var rules = Rules.EndsWith("flat", StringComparison.Ordinal) ? new RuleGenerator(1).Flat(count) : new RuleGenerator(2).Nested(count);
        _set = RuleGenerator.Read(RuleGenerator.Json(rules));
        _delegates = new DelegateRules(rules);
        _interpreted = new InterpretedRules(_set);
        var generator = new RuleGenerator(3);
        _tickets = generator.Tickets(RuleAgreement.Tickets);

        // Of 7,000 and of nested rules some match nearly every ticket; there the first is looked for.
        _silent = [.. Enumerable.Range(0, 10 * RuleAgreement.Tickets).Select(_ => generator.Ticket())
            .Where(t => _set.FirstMatch(t.Events, t) is null).Take(RuleAgreement.Tickets)];
        _silent = _silent.Length == RuleAgreement.Tickets ? _silent : _tickets;
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("All matches")]
    public int Index_counts() => Matches(_tickets[_next++ & Mask]);

    [Benchmark]
    [BenchmarkCategory("All matches")]
    public int Delegates_count() => _delegates.Count(_tickets[_next++ & Mask]);

    [Benchmark]
    [BenchmarkCategory("All matches")]
    public int Interpreter_counts() => _interpreted.Count(_tickets[_next++ & Mask]);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("Nothing fires")]
    public bool Index_finds_nothing() => First(_silent[_next++ & Mask]);

    [Benchmark]
    [BenchmarkCategory("Nothing fires")]
    public int Delegates_find_nothing() => _delegates.First(_silent[_next++ & Mask]);

    private int Matches(RuleTicket ticket) => _set.Matches(ticket.Events, ticket).Count;

    private bool First(RuleTicket ticket) => _set.FirstMatch(ticket.Events, ticket) is null;
}
