namespace Helpdesk.Core.Sqlite;

/// <summary>Ids of messages as they stand in the table: a NUL would end them where SQLite reads JSON. Ordinary ones stay as they are.</summary>
internal static class ThreadKey
{
    private const string Mark = "\u001a";

    public static string Write(string id) => id.Contains('\0', StringComparison.Ordinal) || id.Contains(Mark, StringComparison.Ordinal)
        ? id.Replace(Mark, Mark + "1", StringComparison.Ordinal).Replace("\0", Mark + "0", StringComparison.Ordinal)
        : id;

    public static string Read(string key) => key.Contains(Mark, StringComparison.Ordinal)
        ? key.Replace(Mark + "0", "\0", StringComparison.Ordinal).Replace(Mark + "1", Mark, StringComparison.Ordinal)
        : key;
}
