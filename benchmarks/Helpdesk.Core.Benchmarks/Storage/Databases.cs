using Helpdesk.Core.PostgreSql;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Sqlite;
using Helpdesk.Core.Tests;

namespace Helpdesk.Core.Benchmarks.Storage;

/// <summary>New databases for a benchmark: files in a folder, or databases of a cluster of its own that writes to disk as a server should.</summary>
internal sealed class Databases(DatabaseKind kind) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("helpdesk-bench-");
    private readonly PostgreSqlCluster _cluster = new() { IsOwn = true };
    private int _files;

    public string New() => kind == DatabaseKind.Sqlite
        ? Path.Combine(_folder.FullName, $"{++_files}.db") : _cluster.NewDatabase() + ";Search Path=helpdesk;Maximum Pool Size=32";

    public IHelpdeskStore Open(string database) => kind == DatabaseKind.Sqlite ? SqliteStore.Open(database) : PostgreSqlStore.Open(database);

    public IByHand Loop(string database) => kind == DatabaseKind.Sqlite ? new SqliteLoop(database) : new PostgreSqlLoop(database);

    public void Dispose()
    {
        _cluster.Dispose();
        _folder.Delete(recursive: true);
    }
}
