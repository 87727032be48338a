using System.Diagnostics;
using System.Globalization;
using Helpdesk.Core.PostgreSql;
using Helpdesk.Core.Runtime;

namespace Helpdesk.Core.Benchmarks.Storage;

/// <summary>
/// What each host brings: 1, 2 and 4 processes on one PostgreSQL take messages in, each with eight callers at a time, whole: read, decide, commit.
/// Everything shares the cores of this machine, so it tells what hosts cost one another, not how far they go.
/// </summary>
internal static class HostsComparison
{
    public const string HostMode = "storage-host";

    private const int Callers = 8;
    private const int Messages = 2_000;

    public static async Task RunAsync()
    {
        using var databases = new Databases(DatabaseKind.PostgreSql);
        Console.WriteLine("| processes | messages a second |\n|---:|---:|");
        foreach (var hosts in new[] { 1, 2, 4, 1, 2, 4 })
        {
            var database = databases.New();
            PostgreSqlStore.Open(database).Dispose();
            var running = Enumerable.Range(0, hosts).Select(h => Start(database, h)).ToArray();

            // All begin when the last one is ready.
            foreach (var host in running)
            {
                await host.StandardOutput.ReadLineAsync();
            }

            var start = Stopwatch.GetTimestamp();
            foreach (var host in running)
            {
                await host.StandardInput.WriteLineAsync();
            }

            foreach (var host in running)
            {
                await host.WaitForExitAsync();
                StorageComparison.Demand(host.ExitCode == 0);
                host.Dispose();
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {hosts} | {hosts * Messages / Stopwatch.GetElapsedTime(start).TotalSeconds:N0} |"));
        }
    }

    /// <summary>One of the hosts.</summary>
    public static async Task HostAsync(string database, int host)
    {
        using var store = PostgreSqlStore.Open(database);
        var intake = new Intake(Supply.Configuration, store, Supply.Tenant);

        // Compiled and connected before it begins.
        await TakeAsync(intake, host, -400, 0);
        Console.WriteLine("ready");
        Console.ReadLine();
        await TakeAsync(intake, host, 0, Messages);
    }

    private static Task TakeAsync(Intake intake, int host, int from, int to) => Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
    {
        for (var i = from + caller; i < to; i += Callers)
        {
            var result = await intake.ReceiveAsync(Supply.Letter((host * 1_000_000L) + 1_000 + i), World.Now);
            StorageComparison.Demand(result is IntakeResult.Opened);
        }
    })));

    private static Process Start(string database, int host)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in new[] { typeof(HostsComparison).Assembly.Location, HostMode, database, host.ToString(CultureInfo.InvariantCulture) })
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
