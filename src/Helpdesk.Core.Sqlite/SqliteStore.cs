using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Blobs;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Helpdesk.Core.Sqlite;

/// <summary>
/// The store in one SQLite file, in WAL mode with <c>synchronous=FULL</c>. One connection a store, used by one caller at a
/// time; several processes may share the file. Thread-safe.
/// </summary>
public sealed partial class SqliteStore : IHelpdeskStore, IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly OutboxSignal _signal;
    private readonly OutsideContents _contents;
    private readonly TimeProvider _time;

    private SqliteStore(SqliteConnection connection, TimeProvider time, IBlobStore? blobs)
    {
        _connection = connection;
        _time = time;
        _contents = new OutsideContents(blobs);
        _signal = new OutboxSignal(time);
    }

    /// <summary>Opens the file, and makes it with its tables when it is not there.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="time">Counts leases; null for the system's clock. All processes that share the file must have the same.</param>
    /// <param name="blobs">Where contents of attachments are kept; null for in the file. What is there already stays where it is.</param>
    /// <exception cref="InvalidDataException">The file is no database, a damaged one, or one of another or a newer program.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static SqliteStore Open(string path, TimeProvider? time = null, IBlobStore? blobs = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            DefaultTimeout = 30,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            Schema.Prepare(connection);
            return new SqliteStore(connection, time ?? TimeProvider.System, blobs);
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw exception.SqliteErrorCode is 11 or 26 // SQLITE_CORRUPT, SQLITE_NOTADB
                ? new InvalidDataException($"'{path}' is no usable database: it is damaged or something else.", exception)
                : new IOException($"The database '{path}' cannot be opened: {exception.Message}", exception);
        }
        catch (InvalidDataException exception)
        {
            connection.Dispose();
            throw new InvalidDataException($"'{path}' cannot be used: {exception.Message}", exception);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _connection.Dispose();
        _turn.Dispose();
    }

    private static string Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    private static T From<T>(string json, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(json, type) ?? throw new InvalidDataException("The database holds an empty value.");

    private static long Ticks(Instant at) => at.ToUnixTimeTicks();

    private static Instant At(long ticks) => Instant.FromUnixTimeTicks(ticks);

    private Instant Clock() => Instant.FromDateTimeOffset(_time.GetUtcNow());

    private Statement Sql(string sql, params object?[] values) => new(_connection, sql, values);

    private int Run(string sql, params object?[] values)
    {
        using var statement = Sql(sql, values);
        return statement.Execute();
    }

    private List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read, params object?[] values)
    {
        using var statement = Sql(sql, values);
        return statement.Rows(read);
    }

    private async Task<T> ReadAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return work();
        }
        finally
        {
            _turn.Release();
        }
    }

    // The transaction takes the write lock at once: two processes wait for one another instead of failing half-way. Where
    // something is to leave no trace, the log that still has it is emptied.
    private Task<CommitResult> WriteAsync(Func<CommitResult> work, CancellationToken cancellationToken, bool leavesNoTrace = false) => ReadAsync(
        () =>
        {
            var result = Transact(work);
            if (leavesNoTrace)
            {
                Run("PRAGMA wal_checkpoint(TRUNCATE)");
            }

            return result;
        },
        cancellationToken);

    private CommitResult Transact(Func<CommitResult> work)
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        var result = work();
        if (result == CommitResult.Committed)
        {
            transaction.Commit();
        }

        return result;
    }
}
