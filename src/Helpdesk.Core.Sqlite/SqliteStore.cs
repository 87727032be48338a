using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Blobs;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Helpdesk.Core.Sqlite;

/// <summary>
/// The store in one SQLite file, in WAL mode with <c>synchronous=FULL</c>. One connection writes: what several callers write at the same time goes
/// to disk together. Up to four others read. Several processes may share the file. Thread-safe.
/// </summary>
public sealed partial class SqliteStore : IHelpdeskStore, IDisposable
{
    private readonly Session _writer;
    private readonly WriteQueue _queue;
    private readonly ReaderPool _readers;
    private readonly OutboxSignal _signal;
    private readonly OutsideContents _contents;
    private readonly TimeProvider _time;

    private SqliteStore(Session writer, string path, TimeProvider time, IBlobStore? blobs)
    {
        _writer = writer;
        _queue = new WriteQueue(writer);
        _readers = new ReaderPool(path);
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
        Session? writer = null;
        try
        {
            writer = Session.Open(path);
            Schema.Prepare(writer);
            return new SqliteStore(writer, path, time ?? TimeProvider.System, blobs);
        }
        catch (SqliteException exception)
        {
            writer?.Dispose();
            throw exception.SqliteErrorCode is 11 or 26 // SQLITE_CORRUPT, SQLITE_NOTADB
                ? new InvalidDataException($"'{path}' is no usable database: it is damaged or something else.", exception)
                : new IOException($"The database '{path}' cannot be opened: {exception.Message}", exception);
        }
        catch (InvalidDataException exception)
        {
            writer?.Dispose();
            throw new InvalidDataException($"'{path}' cannot be used: {exception.Message}", exception);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _readers.Dispose();
        _queue.Dispose();
    }

    private static string Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    private static T From<T>(string json, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(json, type) ?? throw new InvalidDataException("The database holds an empty value.");

    private static long Ticks(Instant at) => at.ToUnixTimeTicks();

    private static Instant At(long ticks) => Instant.FromUnixTimeTicks(ticks);

    private Instant Clock() => Instant.FromDateTimeOffset(_time.GetUtcNow());

    private int Run(string sql, params object?[] values) => _writer.Run(sql, values);

    private List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read, params object?[] values) => _writer.Rows(sql, read, values);

    private Task<T> ReadAsync<T>(Func<Session, T> read, CancellationToken cancellationToken) => _readers.RunAsync(read, cancellationToken);

    // One statement or several that always hold.
    private Task<T> ChangeAsync<T>(Func<T> work, CancellationToken cancellationToken) =>
        _queue.RunAsync(work, _ => true, leavesNoTrace: false, cancellationToken);

    private Task<CommitResult> WriteAsync(Func<CommitResult> work, CancellationToken cancellationToken, bool leavesNoTrace = false) =>
        _queue.RunAsync(work, r => r == CommitResult.Committed, leavesNoTrace, cancellationToken);
}
