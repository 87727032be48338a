using System.CommandLine;
using System.Globalization;
using Helpdesk.Core;
using Helpdesk.Core.PostgreSql;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Export;
using Helpdesk.Core.Sqlite;

namespace MailToTickets;

/// <summary>The commands that move everything of a help desk into a file, and out of it into any database.</summary>
internal static class Transfer
{
    /// <param name="guard">Runs a command and makes a sentence of what goes wrong outside.</param>
    public static IEnumerable<Command> Commands(Func<Func<Task<int>>, Task<int>> guard)
    {
        yield return Make("export", "Writes everything of a database into a file of JSON lines.", "The file; one that is there is replaced when all is written.", guard, ExportAsync);
        yield return Make("import", "Reads such a file into a database that has nothing of the tenant yet, all of it or nothing.", "The file.", guard, ImportAsync);
    }

    private static Command Make(
        string name, string what, string fileIs, Func<Func<Task<int>>, Task<int>> guard, Func<string, string, TenantId, CancellationToken, Task<int>> run)
    {
        var file = new Argument<string>("FILE") { Description = fileIs };
        var db = new Option<string>("--db") { Description = "The SQLite file, or a connection string of PostgreSQL like Host=localhost;Database=tickets.", Required = true };
        var tenant = new Option<string>("--tenant") { Description = "Whose data. Default: default.", DefaultValueFactory = _ => "default" };
        var command = new Command(name, what) { file, db, tenant };
        command.SetAction((parsed, cancellationToken) => guard(() => run(
            parsed.GetRequiredValue(file), parsed.GetRequiredValue(db), new TenantId(parsed.GetRequiredValue(tenant)), cancellationToken)));
        return command;
    }

    private static async Task<int> ExportAsync(string path, string database, TenantId tenant, CancellationToken cancellationToken)
    {
        if (!Arguments.NamesServer(database) && !File.Exists(database))
        {
            await Console.Error.WriteLineAsync($"There is no database '{database}'.");
            return 1;
        }

        // What is not whole yet does not take the place of a file that is.
        var part = path + ".part";
        long lines;
        await using (var file = File.Create(part))
        {
            lines = await OnAsync(database, store => HelpdeskExport.WriteAsync(store, tenant, file, cancellationToken));
        }

        File.Move(part, path, overwrite: true);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{lines} lines, {new FileInfo(path).Length} bytes."));
        return 0;
    }

    private static async Task<int> ImportAsync(string path, string database, TenantId tenant, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        switch (await OnAsync(database, store => HelpdeskImport.ReadAsync(store, tenant, file, cancellationToken: cancellationToken)))
        {
            case ImportResult.Imported imported:
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{imported.Lines} lines."));
                return 0;
            case ImportResult.Refused refused:
                await Console.Error.WriteLineAsync($"'{path}' was not imported, {refused.Fault}");
                return 1;
            default:
                await Console.Error.WriteLineAsync($"'{path}' was not imported: the tenant '{tenant.Value}' has data already.");
                return 1;
        }
    }

    private static async Task<T> OnAsync<T>(string database, Func<IHelpdeskStore, Task<T>> work)
    {
        if (Arguments.NamesServer(database))
        {
            await using var server = PostgreSqlStore.Open(database);
            return await work(server);
        }

        using var file = SqliteStore.Open(database);
        return await work(file);
    }
}
