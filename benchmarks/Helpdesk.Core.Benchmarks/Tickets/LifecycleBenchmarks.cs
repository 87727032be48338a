using System.Numerics;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Benchmarks.Tickets;

/// <summary>
/// What does a lifecycle that is data cost, beside the same lifecycle on a machine of dictionaries, callbacks and exceptions and
/// beside a plain switch? All three answer the same questions, in a random order that no branch predictor knows by heart, and
/// are held to agree on every status, trigger and context before anything is measured. The machine of callbacks is shared by all
/// tickets through a state accessor, which is its fastest use; its usual one, a machine for each ticket, is measured beside.
/// </summary>
[MemoryDiagnoser]
[CategoriesColumn]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
public class LifecycleBenchmarks
{
    private const int Count = 256;
    private const int Few = 16;

    private static readonly string[] Reasons = ["not-permitted", "actor-not-allowed", "guard-failed", "guard-failed"];

    private readonly Lifecycle _lifecycle = Lifecycle.Default;
    private readonly CallbackLifecycle _callbacks = new();
    private Question[] _permitted = [];
    private Question[] _refused = [];
    private Question[] _any = [];

    [GlobalSetup]
    public void Setup()
    {
        var all = Question.All();
        LifecycleAgreement.Check(all, _callbacks);
        _permitted = [.. all.Where(q => _lifecycle.CanFire(q.Status, q.Trigger, q.Context)).Take(Count)];
        var refused = all
            .Select(q => (Question: q, _lifecycle.Fire(q.Status, q.Trigger, q.Context).Code))
            .Where(r => r.Code.Length > 0)
            .ToLookup(r => r.Code, r => r.Question);
        // As many of each reason, and in a random order again.
        _refused = [.. Reasons.SelectMany((code, i) => refused[code].Skip(i * Count / 4).Take(Count / 4))];
        new Random(1).Shuffle(_refused);
        _any = [.. _permitted.Take(Count / 2), .. _refused.Take(Count / 2)];
        new Random(2).Shuffle(_any);
    }

    [BenchmarkCategory("Fire")]
    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public int Lifecycle_fires()
    {
        var sum = 0;
        foreach (var question in _permitted)
        {
            sum += _lifecycle.Fire(question.Status, question.Trigger, question.Context).To.Value.Length;
        }

        return sum;
    }

    [BenchmarkCategory("Fire")]
    [Benchmark(OperationsPerInvoke = Count)]
    public int Switch_fires()
    {
        var sum = 0;
        foreach (var question in _permitted)
        {
            sum += SwitchLifecycle.Fire(question.Status, question.Trigger, question.Context).To.Value.Length;
        }

        return sum;
    }

    [BenchmarkCategory("Fire")]
    [Benchmark(OperationsPerInvoke = Count)]
    public int Callbacks_fire()
    {
        var sum = 0;
        foreach (var question in _permitted)
        {
            _callbacks.Status = question.Status;
            _callbacks.Fire(question.Trigger, question);
            sum += _callbacks.Status.Value.Length;
        }

        return sum;
    }

    [BenchmarkCategory("Fire")]
    [Benchmark(OperationsPerInvoke = Few)]
    public int Callbacks_fire_on_a_machine_of_the_ticket()
    {
        var sum = 0;
        foreach (var question in _permitted.AsSpan(0, Few))
        {
            var ticket = new CallbackLifecycle { Status = question.Status };
            ticket.Fire(question.Trigger, question);
            sum += ticket.Status.Value.Length;
        }

        return sum;
    }

    [BenchmarkCategory("Refused Fire")]
    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public int Lifecycle_refuses()
    {
        var sum = 0;
        foreach (var question in _refused)
        {
            sum += _lifecycle.Fire(question.Status, question.Trigger, question.Context).Code.Length;
        }

        return sum;
    }

    [BenchmarkCategory("Refused Fire")]
    [Benchmark(OperationsPerInvoke = Count)]
    public int Switch_refuses()
    {
        var sum = 0;
        foreach (var question in _refused)
        {
            sum += SwitchLifecycle.Fire(question.Status, question.Trigger, question.Context).Reason.Length;
        }

        return sum;
    }

    [BenchmarkCategory("Refused Fire")]
    [Benchmark(OperationsPerInvoke = Count)]
    public int Callbacks_refuse()
    {
        var sum = 0;
        foreach (var question in _refused)
        {
            _callbacks.Status = question.Status;
            try
            {
                _callbacks.Fire(question.Trigger, question);
            }
            catch (InvalidOperationException exception)
            {
                sum += exception.Message.Length;
            }
        }

        return sum;
    }

    [BenchmarkCategory("CanFire")]
    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public int Lifecycle_can_fire()
    {
        var sum = 0;
        foreach (var question in _any)
        {
            sum += _lifecycle.CanFire(question.Status, question.Trigger, question.Context) ? 1 : 0;
        }

        return sum;
    }

    [BenchmarkCategory("CanFire")]
    [Benchmark(OperationsPerInvoke = Count)]
    public int Switch_can_fire()
    {
        var sum = 0;
        foreach (var question in _any)
        {
            sum += SwitchLifecycle.CanFire(question.Status, question.Trigger, question.Context) ? 1 : 0;
        }

        return sum;
    }

    [BenchmarkCategory("CanFire")]
    [Benchmark(OperationsPerInvoke = Count)]
    public int Callbacks_can_fire()
    {
        var sum = 0;
        foreach (var question in _any)
        {
            _callbacks.Status = question.Status;
            sum += _callbacks.CanFire(question.Trigger, question) ? 1 : 0;
        }

        return sum;
    }

    [BenchmarkCategory("CanFire")]
    [Benchmark(OperationsPerInvoke = Few)]
    public int Callbacks_can_fire_on_a_machine_of_the_ticket()
    {
        var sum = 0;
        foreach (var question in _any.AsSpan(0, Few))
        {
            sum += new CallbackLifecycle { Status = question.Status }.CanFire(question.Trigger, question) ? 1 : 0;
        }

        return sum;
    }

    [BenchmarkCategory("Permitted")]
    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public int Lifecycle_lists()
    {
        var sum = 0;
        foreach (var question in _any)
        {
            sum += _lifecycle.Permitted(question.Status, question.Context).Count;
        }

        return sum;
    }

    [BenchmarkCategory("Permitted")]
    [Benchmark(OperationsPerInvoke = Count)]
    public int Switch_lists()
    {
        var sum = 0;
        foreach (var question in _any)
        {
            sum += BitOperations.PopCount(SwitchLifecycle.Permitted(question.Status, question.Context));
        }

        return sum;
    }

    [BenchmarkCategory("Permitted")]
    [Benchmark(OperationsPerInvoke = Count)]
    public int Callbacks_list()
    {
        var sum = 0;
        foreach (var question in _any)
        {
            _callbacks.Status = question.Status;
            sum += _callbacks.Permitted(question).Count;
        }

        return sum;
    }
}
