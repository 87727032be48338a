using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Helpdesk.Core.Sqlite;

/// <summary>One connection with the statements that it has prepared, used by one caller at a time. Values of a statement are ?1, ?2 and so on.</summary>
internal sealed class Session : IDisposable
{
    /// <summary>How long others are waited for. SQLite itself waits in small steps; the driver, which comes after it, in large ones.</summary>
    public const string Patience = "PRAGMA busy_timeout=30000";

    private const int Kept = 200;
    private const int Large = 64 * 1024;

    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private readonly SqliteConnection _connection;

    private Session(SqliteConnection connection) => _connection = connection;

    /// <summary>Whether a transaction is open: some errors end it.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    /// <summary>How many rows were changed over the connection, ever.</summary>
    public int Changes => raw.sqlite3_total_changes(_connection.Handle);

    /// <summary>Opens a connection of its own to a file, which is made if it is not there.</summary>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static Session Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30, Pooling = false }.ToString());
        try
        {
            connection.Open();
            var session = new Session(connection);
            session.Run(Patience);
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Makes a function known to the statements of this connection.</summary>
    public void Define(string name, Func<string, string> function) => _connection.CreateFunction(name, function, isDeterministic: true);

    public int Run(string sql, params object?[] values) => Use(sql, values, c => c.ExecuteNonQuery());

    public List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read, params object?[] values) => Use(
        sql,
        values,
        command =>
        {
            var rows = new List<T>();
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                rows.Add(read(reader));
            }

            return rows;
        });

    /// <summary>Rows one by one, without keeping them; others may be read between two of them.</summary>
    public IEnumerable<T> Stream<T>(string sql, Func<SqliteDataReader, T> read, params object?[] values)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue("?" + (i + 1).ToString(CultureInfo.InvariantCulture), values[i] ?? DBNull.Value);
        }

        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return read(reader);
        }
    }

    /// <summary>Reads several things as they are at one moment, whatever others write.</summary>
    public T Snapshot<T>(Func<T> read)
    {
        Run("BEGIN");
        try
        {
            return read();
        }
        finally
        {
            Rollback();
        }
    }

    /// <summary>Gives up the transaction, if one is still open.</summary>
    public void Rollback()
    {
        if (IsInTransaction)
        {
            Run("ROLLBACK");
        }
    }

    public void Dispose()
    {
        Forget();
        _connection.Dispose();
    }

    // Only constant SQL of this project comes here; values are bound.
    private T Use<T>(string sql, object?[] values, Func<SqliteCommand, T> use)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            if (_commands.Count == Kept)
            {
                Forget();
            }

            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = "?" + (i + 1).ToString(CultureInfo.InvariantCulture) });
            }

            _commands.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        try
        {
            return use(command);
        }
        finally
        {
            // A statement holds on to the values that it had last.
            if (values.Any(v => v is byte[] { Length: > Large } or string { Length: > Large }))
            {
                _commands.Remove(sql);
                command.Dispose();
            }
        }
    }

    private void Forget()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _commands.Clear();
    }
}
