using BenchmarkDotNet.Running;
using Helpdesk.Core.Benchmarks;
using Helpdesk.Core.Benchmarks.BusinessTime;
using Helpdesk.Core.Benchmarks.Rules;
using Helpdesk.Core.Benchmarks.Tickets;

// "check" only holds what is compared to agree, which takes no time: a comparison of different things is none.
if (args is ["check"])
{
    LifecycleAgreement.Check(Question.All(), new CallbackLifecycle());
    BusinessTimeAgreement.Check();
    RuleAgreement.Check();
    return;
}

// What happens only once in a process is not measured by repeating it.
if (args is ["cold"])
{
    RuleReadBenchmarks.PrintCold();
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(World).Assembly).Run(args);
