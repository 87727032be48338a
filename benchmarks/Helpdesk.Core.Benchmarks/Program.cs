using System.Globalization;
using BenchmarkDotNet.Running;
using Helpdesk.Core.Benchmarks;
using Helpdesk.Core.Benchmarks.BusinessTime;
using Helpdesk.Core.Benchmarks.Rules;
using Helpdesk.Core.Benchmarks.Search;
using Helpdesk.Core.Benchmarks.Storage;
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

// Databases, in turns with a loop by hand; BenchmarkDotNet would measure the two minutes apart, and disks change in minutes.
if (args is ["storage", var kind, var tickets])
{
    await StorageComparison.RunAsync(Enum.Parse<DatabaseKind>(kind), int.Parse(tickets, CultureInfo.InvariantCulture));
    return;
}

if (args is ["storage-commits", var committed])
{
    await StorageComparison.RunCommitsAsync(Enum.Parse<DatabaseKind>(committed));
    return;
}

// A database with very many messages is filled once, and asked several things.
if (args is ["search", var store, var messages])
{
    await SearchFigures.RunAsync(store, int.Parse(messages, CultureInfo.InvariantCulture));
    return;
}

if (args is ["storage-hosts"])
{
    await HostsComparison.RunAsync();
    return;
}

if (args is [HostsComparison.HostMode, var database, var host])
{
    await HostsComparison.HostAsync(database, int.Parse(host, CultureInfo.InvariantCulture));
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(World).Assembly).Run(args);
