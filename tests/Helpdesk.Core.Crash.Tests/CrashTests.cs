using Helpdesk.Core.CrashWorker;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime;
using NodaTime;

namespace Helpdesk.Core.Crash.Tests;

/// <summary>
/// Hosts die, the database dies, and what was acknowledged is there, whole and once. Small figures every day; the full ones by the environment
/// (docs/storage-contract.md).
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Hosts = 2;

    [Fact]
    public async Task Hosts_that_are_killed_at_any_moment_lose_and_double_nothing_on_SQLite()
    {
        using var run = new CrashRun();
        await KillAsync(run);
    }

    [Fact]
    public async Task Hosts_that_are_killed_at_any_moment_lose_and_double_nothing_on_PostgreSQL()
    {
        using var cluster = new CrashCluster();
        using var run = new CrashRun(cluster.NewSchema());
        await KillAsync(run);
    }

    [Fact]
    public async Task Hosts_go_on_by_themselves_when_PostgreSQL_itself_died()
    {
        using var cluster = new CrashCluster();
        using var run = new CrashRun(cluster.NewSchema());
        for (var host = 0; host < Hosts; host++)
        {
            run.Start(host);
        }

        for (var stops = CrashRun.Figure("HELPDESK_CRASH_STOPS", 2); stops > 0; stops--)
        {
            await WorkAsync(run);
            cluster.Crash();
        }

        await WorkAsync(run);
        for (var host = 0; host < Hosts; host++)
        {
            await run.KillAsync(host);
        }

        await JudgeAsync(run);
    }

    [Fact]
    public async Task Commands_of_four_processes_on_hot_tickets_leave_what_their_serial_replay_leaves()
    {
        const int Processes = 4;
        using var cluster = new CrashCluster();
        using var run = new CrashRun(cluster.NewSchema());
        var tickets = run.File("tickets");
        await File.WriteAllLinesAsync(tickets, await OpenAsync(run.Database, (int)CrashRun.Figure("HELPDESK_CRASH_TICKETS", 20)));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var commands = (int)CrashRun.Figure("HELPDESK_CRASH_COMMANDS", 2_000);
        for (var process = 0; process < Processes; process++)
        {
            run.Start(process, "hot", commands / Processes, tickets);
        }

        for (var process = 0; process < Processes; process++)
        {
            await run.EndAsync(process);
        }

        output.WriteLine($"{commands} commands in {watch.Elapsed.TotalSeconds:F0} s");
        await JudgeAsync(run);
    }

    private async Task KillAsync(CrashRun run)
    {
        for (var host = 0; host < Hosts; host++)
        {
            run.Start(host);
        }

        for (var kill = CrashRun.Figure("HELPDESK_CRASH_KILLS", 6); kill > 0; kill--)
        {
            var host = (int)(kill % Hosts);
            await run.KillAsync(host);
            run.Start(host);
        }

        for (var host = 0; host < Hosts; host++)
        {
            await run.KillAsync(host);
        }

        await JudgeAsync(run);
    }

    private static async Task WorkAsync(CrashRun run)
    {
        for (var host = 0; host < Hosts; host++)
        {
            await run.WorkAsync(host, 20);
        }
    }

    private async Task JudgeAsync(CrashRun run)
    {
        await run.FinishAsync();
        var store = CrashWorld.Open(run.Database);
        using var _ = (IDisposable)store;
        var lines = run.Journals.SelectMany(Journal.Read).ToList();
        output.WriteLine(
            $"{lines.Count(l => l.Word == "ack")} acknowledged, {lines.Count(l => l.Word == "ack" && l.Detail == "repeated")} of them found done, "
            + $"{lines.Count(l => l.Word == "again")} done again, {lines.Count(l => l.Word == "lost")} failed with the world, "
            + $"{lines.Count(l => l.Word == "sent")} handed over, {lines.Where(l => l.Word == "sent").Select(l => l.Key).Distinct().Count()} messages");
        var faults = await Verdict.ReachAsync(store, run);
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    private static async Task<List<string>> OpenAsync(string database, int count)
    {
        var store = CrashWorld.Open(database);
        using var _ = (IDisposable)store;
        var intake = new Intake(CrashWorld.Configuration, store, CrashWorld.Tenant);
        var tickets = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var opened = await intake.ReceiveAsync(
                new InboundMessage
                {
                    Channel = new ChannelAddress(ChannelAddress.Mail, "support@acme.example"),
                    DuplicateKey = $"hot{i}",
                    ExternalId = $"hot{i}@customer.example",
                    From = Address.Mail($"hot{i}@customer.example"),
                    To = [Address.Mail("support@acme.example")],
                    Subject = $"Hot {i}",
                    Text = "It is hot.",
                },
                Instant.FromUtc(2026, 3, 2, 9, 0));
            tickets.Add(Assert.IsType<IntakeResult.Opened>(opened).Ticket.ToString());
        }

        return tickets;
    }
}
