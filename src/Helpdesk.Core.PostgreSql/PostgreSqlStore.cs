using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Blobs;
using NodaTime;
using Npgsql;

namespace Helpdesk.Core.PostgreSql;

/// <summary>
/// The store in a PostgreSQL database, version 13 or later. Any number of hosts may share it. A commit is one round trip and one
/// transaction; the server's <c>synchronous_commit</c> decides how durable it is. Thread-safe.
/// </summary>
public sealed partial class PostgreSqlStore : IHelpdeskStore, IDisposable, IAsyncDisposable
{
    private const string DefaultSchema = "helpdesk";
    private const int PreparedStatements = 100;

    private readonly NpgsqlDataSource _source;

    private readonly OutsideContents _contents;
    private readonly OutboxBell _bell;

    private PostgreSqlStore(NpgsqlDataSource source, IBlobStore? blobs, string schema)
    {
        _source = source;
        _contents = new OutsideContents(blobs);
        _bell = new OutboxBell(source, schema);
    }

    /// <summary>Connects, and makes the tables or brings them up.</summary>
    /// <param name="connectionString">As Npgsql reads it; <c>Search Path</c> names the schema of the tables.</param>
    /// <param name="blobs">Where contents of attachments are kept; null for in the database. What is there already stays where it is.</param>
    /// <exception cref="ArgumentException">The text is no connection string.</exception>
    /// <exception cref="InvalidDataException">The schema is one of another or a newer program.</exception>
    /// <exception cref="IOException">The database cannot be reached, or refuses.</exception>
    public static PostgreSqlStore Open(string connectionString, IBlobStore? blobs = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.SearchPath ??= DefaultSchema;
        settings.ApplicationName ??= "Helpdesk.Core";
        if (settings.MaxAutoPrepare == 0)
        {
            settings.MaxAutoPrepare = PreparedStatements;
            settings.AutoPrepareMinUsages = 2;
        }

        // The connections are the store's own and keep no state between uses, so there is nothing to reset: seven statements less each time.
        settings.NoResetOnClose = true;
        var source = NpgsqlDataSource.Create(settings);
        try
        {
            using var connection = source.OpenConnection();
            var schema = settings.SearchPath.Split(',')[0].Trim().Trim('"');
            Schema.Prepare(connection, schema);
            return new PostgreSqlStore(source, blobs, schema);
        }
        catch (NpgsqlException exception)
        {
            source.Dispose();
            throw new IOException($"The database '{settings.Database}' on '{settings.Host}' cannot be opened: {exception.Message}", exception);
        }
        catch (InvalidDataException exception)
        {
            source.Dispose();
            throw new InvalidDataException($"The database '{settings.Database}' on '{settings.Host}' cannot be used: {exception.Message}", exception);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _bell.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _source.Dispose();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _bell.DisposeAsync().ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
    }

    internal static string Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    private static T From<T>(string json, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(json, type) ?? throw new InvalidDataException("The database holds an empty value.");

    private static long Ticks(Instant at) => at.ToUnixTimeTicks();

    private static Instant At(long ticks) => Instant.FromUnixTimeTicks(ticks);

    // Texts of any length and any content as keys.
    internal static byte[] Digest(string text) => KeyDigest.Of(text);

    // What came from a store that kept keys by another digest at first is known by that.
    private static byte[][] Digests(string key) => [KeyDigest.Of(key), KeyDigest.FormerOf(key)];

    private async Task<List<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object?[] values)
    {
        var command = _source.CreateCommand(sql);
        await using var _ = command.ConfigureAwait(false);
        Values.Add(command.Parameters, values);
        return await ReadAsync(command, read, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<List<T>> RowsAsync<T>(
        NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using var _ = command.ConfigureAwait(false);
        Values.Add(command.Parameters, values);
        return await ReadAsync(command, read, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<List<T>> ReadAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = reader.ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private async Task<T?> FirstAsync<T>(string sql, Func<NpgsqlDataReader, T?> read, CancellationToken cancellationToken, params object?[] values) =>
        (await RowsAsync(sql, read, cancellationToken, values).ConfigureAwait(false)).FirstOrDefault();

    private async Task<int> RunAsync(string sql, CancellationToken cancellationToken, params object?[] values)
    {
        var command = _source.CreateCommand(sql);
        await using var _ = command.ConfigureAwait(false);
        Values.Add(command.Parameters, values);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
