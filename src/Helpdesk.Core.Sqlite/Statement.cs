using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Helpdesk.Core.Sqlite;

/// <summary>One SQL statement with its values: ?1, ?2 and so on.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;

    // Only constant SQL of this project comes here; values are bound.
    public Statement(SqliteConnection connection, string sql, params object?[] values)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            _command.Parameters.AddWithValue("?" + (i + 1).ToString(CultureInfo.InvariantCulture), values[i] ?? DBNull.Value);
        }
    }

    public int Execute() => _command.ExecuteNonQuery();

    public List<T> Rows<T>(Func<SqliteDataReader, T> read)
    {
        var rows = new List<T>();
        using var reader = _command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public void Dispose() => _command.Dispose();
}
