using Helpdesk.Core.Tests;

namespace Helpdesk.Core.Crash.Tests;

/// <summary>A PostgreSQL server that may be killed: always one of our own.</summary>
public sealed class CrashCluster : IDisposable
{
    private readonly PostgreSqlCluster _cluster = new() { IsOwn = true };

    public string NewSchema() => _cluster.NewDatabase() + ";Search Path=helpdesk";

    public void Crash() => _cluster.Crash();

    public void Dispose() => _cluster.Dispose();
}
