using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Helpdesk.Core.CrashWorker;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Helpdesk.Core.Crash.Tests;

/// <summary>Workers on one database that are started, killed and started again.</summary>
internal sealed class CrashRun : IDisposable
{
    private const string EndLeases = "UPDATE outbox SET leased_until = 0; UPDATE timers SET leased_until = 0";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("helpdesk-crash-");
    private readonly DateTimeOffset _began = TimeProvider.System.GetUtcNow();
    private readonly Dictionary<int, Process> _running = [];
    private readonly Random _random;

    public CrashRun(string? database = null)
    {
        Seed = (int)Figure("HELPDESK_CRASH_SEED", TimeProvider.System.GetUtcNow().Ticks % 1_000_000);
        _random = new Random(Seed);
        Database = database ?? Path.Combine(_folder.FullName, "a.db");
    }

    public int Seed { get; }

    public string Database { get; }

    public IEnumerable<string> Journals => Directory.GetFiles(_folder.FullName, "*.journal");

    /// <summary>A figure of the run: a small one for every day, a full one by the environment.</summary>
    public static long Figure(string name, long small) =>
        long.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : small;

    public string File(string name) => Path.Combine(_folder.FullName, name);

    public void Start(int worker, string mode = "load", int commands = 0, string tickets = "")
    {
        var options = new WorkerOptions(mode, Database, File($"{worker}.journal"), worker, _random.Next(), _began, commands, tickets);
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Helpdesk.Core.CrashWorker.dll"));
        foreach (var argument in options.ToArguments())
        {
            start.ArgumentList.Add(argument);
        }

        _running[worker] = Process.Start(start)!;
    }

    /// <summary>Lets a worker do a number of calls, and kills it at a random moment after them.</summary>
    public async Task KillAsync(int worker, int calls = 20)
    {
        await WorkAsync(worker, calls);
        await Task.Delay(_random.Next(200));
        _running[worker].Kill();
        await _running[worker].WaitForExitAsync();
        _running[worker].Dispose();
        _running.Remove(worker);
    }

    /// <summary>Waits until a worker was told the end of so many calls more.</summary>
    public async Task WorkAsync(int worker, int calls)
    {
        var wanted = Told(worker) + calls;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        while (Told(worker) < wanted)
        {
            if (_running[worker].HasExited)
            {
                throw new InvalidOperationException($"Worker {worker} ended by itself: {await _running[worker].StandardError.ReadToEndAsync(limit.Token)}");
            }

            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>Has all workers finish what they began, and one do what is left a day later.</summary>
    public async Task FinishAsync()
    {
        int[] workers = [.. Journals.Select(j => int.Parse(Path.GetFileNameWithoutExtension(j), CultureInfo.InvariantCulture))];
        foreach (var worker in workers)
        {
            Start(worker, "finish");
        }

        foreach (var worker in workers)
        {
            await EndAsync(worker);
        }

        // Whoever died with a claim holds it for minutes: that is not waited for.
        using (DbConnection connection = CrashWorld.IsServer(Database) ? new NpgsqlConnection(Database) : new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constant SQL of this file
            command.CommandText = CrashWorld.IsServer(Database) ? EndLeases.Replace("0", "'-infinity'", StringComparison.Ordinal) : EndLeases;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }

        Start(workers[0], "drain");
        await EndAsync(workers[0]);
    }

    public async Task EndAsync(int worker)
    {
        using var limit = new CancellationTokenSource(Patience);
        var error = await _running[worker].StandardError.ReadToEndAsync(limit.Token);
        await _running[worker].WaitForExitAsync(limit.Token);
        Assert.True(_running[worker].ExitCode == 0, $"Worker {worker} failed: {error}");
        _running[worker].Dispose();
        _running.Remove(worker);
    }

    public void Dispose()
    {
        foreach (var process in _running.Values)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    // A line of a worker is short, so the length of its journal is as good as its lines.
    private long Told(int worker) => Journal.Read(File($"{worker}.journal")).Count(l => l.Word is "ack" or "again");
}
