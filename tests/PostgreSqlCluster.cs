using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Helpdesk.Core.Tests;

/// <summary>
/// A PostgreSQL server for one run of tests: a throw-away cluster on loopback, or the one that HELPDESK_TEST_POSTGRES names. A run without
/// either fails; nothing is skipped.
/// </summary>
public sealed class PostgreSqlCluster : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private string? _server;
    private string? _folder;
    private int _databases;

    /// <summary>Whether it is a server of our own, which may be killed, whatever the environment names; its files are synchronised.</summary>
    public bool IsOwn { get; init; }

    /// <summary>The connection string of a new, empty database.</summary>
    public string NewDatabase()
    {
        lock (_lock)
        {
            _server ??= !IsOwn && Environment.GetEnvironmentVariable("HELPDESK_TEST_POSTGRES") is { Length: > 0 } given ? given : Start();
            var name = $"helpdesk_test_{Environment.ProcessId}_{++_databases}";
            Execute(_server, $"DROP DATABASE IF EXISTS {name}");
            Execute(_server, $"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0");
            return new NpgsqlConnectionStringBuilder(_server) { Database = name, IncludeErrorDetail = true }.ToString();
        }
    }

    public void Dispose()
    {
        if (_folder is not null)
        {
            Run("pg_ctl", "-D", _folder + "/data", "-m", "immediate", "-w", "stop");
            Directory.Delete(_folder, recursive: true);
        }
    }

    /// <summary>Stops the server as if the power had failed, and starts it again. Only for a cluster of our own.</summary>
    public void Crash()
    {
        lock (_lock)
        {
            Run("pg_ctl", "-D", _folder + "/data", "-m", "immediate", "-w", "restart", "-l", _folder + "/log");
        }
    }

    public static void Execute(string connectionString, string sql)
    {
        using var source = NpgsqlDataSource.Create(connectionString);
#pragma warning disable CA2100 // SQL of the tests
        using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private string Start()
    {
        _folder = Directory.CreateTempSubdirectory("helpdesk-pg-").FullName;
        if (Environment.UserName == "root")
        {
            Run("chown", isServer: false, "postgres:", _folder);
        }

        var port = FreePort();
        Run("initdb", "-D", _folder + "/data", "-U", "helpdesk", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        Run(
            "pg_ctl", "-D", _folder + "/data", "-w", "-l", _folder + "/log",
            "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c fsync={(IsOwn ? "on" : "off")} -c max_connections=200", "start");
        return $"Host=127.0.0.1;Port={port};Username=helpdesk;Database=postgres";
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Run(string program, params string[] arguments) => Run(program, isServer: true, arguments);

    // The server's programs refuse to run as root.
    private static void Run(string program, bool isServer, params string[] arguments)
    {
        var path = isServer ? Path.Combine(Folder(), program) : program;
        string[] all = isServer && Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", path, .. arguments] : [path, .. arguments];
        var start = new ProcessStartInfo(all[0]) { UseShellExecute = false, WorkingDirectory = "/" };
        foreach (var argument in all.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        // The server would keep our output open: it gets none of it.
        start.RedirectStandardOutput = start.RedirectStandardError = program != "pg_ctl";
        using var process = Process.Start(start)!;
        var output = program == "pg_ctl" ? "" : process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        if (!process.WaitForExit(Patience) || process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', all)} failed. {output}");
        }
    }

    private static string Folder() =>
        (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [])
            .Select(d => d + "/bin").Where(d => File.Exists(d + "/initdb")).Max(StringComparer.Ordinal)
        ?? (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').FirstOrDefault(d => File.Exists(d + "/initdb"))
        ?? throw new InvalidOperationException(
            "These tests need PostgreSQL: install it (./test.sh does as root on Debian), or name a server in HELPDESK_TEST_POSTGRES.");
}
