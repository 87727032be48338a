using Helpdesk.Core.Tests;

[assembly: AssemblyFixture(typeof(PostgreSqlCluster))]

namespace Helpdesk.Core.PostgreSql.Tests;

/// <summary>The database of a class of tests; each test has a schema of its own in it.</summary>
public sealed class Database(PostgreSqlCluster cluster)
{
    private readonly Lazy<string> _connection = new(cluster.NewDatabase);
    private int _schemas;

    public string Connection => _connection.Value;

    public string NewSchema() => $"{Connection};Search Path=s{Interlocked.Increment(ref _schemas)}";
}
