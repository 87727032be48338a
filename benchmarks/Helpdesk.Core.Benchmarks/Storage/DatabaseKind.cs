namespace Helpdesk.Core.Benchmarks.Storage;

/// <summary>On what it is measured.</summary>
internal enum DatabaseKind
{
    Sqlite,
    PostgreSql,
}
