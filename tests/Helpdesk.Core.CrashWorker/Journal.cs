namespace Helpdesk.Core.CrashWorker;

/// <summary>What one worker says it did, in a file that outlives it: each line is with the operating system before the next call begins.</summary>
public sealed class Journal : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FileStream _file;

    public Journal(string path)
    {
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

        // The one before may have died within a line.
        _file.Write("\n"u8);
    }

    public static IReadOnlyList<JournalLine> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return
        [
            .. reader.ReadToEnd().Split('\n').Select(l => l.Split('\t')).Where(p => p is [_, _, _, "."]).Select(p => new JournalLine(p[0], p[1], p[2])),
        ];
    }

    public void Write(string word, string key, string detail)
    {
        var line = System.Text.Encoding.UTF8.GetBytes($"{word}\t{key}\t{detail}\t.\n");
        lock (_lock)
        {
            _file.Write(line);
        }
    }

    public void Dispose() => _file.Dispose();
}
