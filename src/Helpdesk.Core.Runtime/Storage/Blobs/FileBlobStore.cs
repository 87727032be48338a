using System.Runtime.CompilerServices;
using NodaTime;

namespace Helpdesk.Core.Runtime.Storage.Blobs;

/// <summary>
/// Contents as files below a folder: <c>ab/abcdef…</c>, named by their SHA-256 and by nothing that came from outside. A file is written beside, flushed
/// to the disk, and then given its name: a name always stands for a whole content. What is read is compared with its name. Several processes may
/// share the folder. Thread-safe.
/// </summary>
public sealed class FileBlobStore : IBlobStore
{
    private const string Unfinished = "unfinished";

    private readonly string _folder;
    private readonly TimeProvider _time;

    /// <summary>Opens the folder, and makes it when it is not there. What a writer left half written more than a day ago is removed.</summary>
    /// <param name="folder">The folder; nothing else is to be kept in it.</param>
    /// <param name="time">Tells when a content is put.</param>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public FileBlobStore(string folder, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(time);
        _folder = Path.GetFullPath(folder);
        _time = time;
        var unfinished = Directory.CreateDirectory(Path.Combine(_folder, Unfinished));
        foreach (var left in unfinished.EnumerateFiles().Where(f => f.LastWriteTimeUtc < time.GetUtcNow().UtcDateTime.AddDays(-1)))
        {
            left.Delete();
        }
    }

    /// <inheritdoc />
    public async Task<BlobHash> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var hash = BlobHash.Of(content.Span);
        var path = PathOf(hash);
        if (IsWhole(path, content.Length) && Touch(path))
        {
            return hash;
        }

        var unfinished = Path.Combine(_folder, Unfinished, Guid.NewGuid().ToString("n"));
        try
        {
            var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            await using var _ = file.ConfigureAwait(false);
            await file.WriteAsync(content, cancellationToken).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
            Touch(unfinished);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(unfinished, path, overwrite: true);

            // The second flush has journalling file systems make the name durable too.
            file.Flush(flushToDisk: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }

        return hash;
    }

    /// <inheritdoc />
    public async Task<byte[]?> ReadAsync(BlobHash hash, CancellationToken cancellationToken = default)
    {
        var path = PathOf(hash);
        try
        {
            var content = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            return BlobHash.Of(content) == hash ? content
                : throw new InvalidDataException($"The content '{path}' is damaged: it is not what its name says.");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredBlob> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var shards = new DirectoryInfo(_folder).GetDirectories().Where(d => d.Name.Length == 2).OrderBy(d => d.Name, StringComparer.Ordinal);
        foreach (var file in shards.SelectMany(d => d.GetFiles().OrderBy(f => f.Name, StringComparer.Ordinal)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (BlobHash.Parse(file.Name) is { } hash && file.Exists)
            {
                yield return new StoredBlob(hash, file.Length, Instant.FromDateTimeUtc(file.LastWriteTimeUtc));
            }
        }
    }

    /// <inheritdoc />
    public Task<bool> DeleteAsync(BlobHash hash, Instant putBefore, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = PathOf(hash);
        var away = Path.Combine(_folder, Unfinished, Guid.NewGuid().ToString("n"));
        if (!File.Exists(path) || PutAt(path) >= putBefore)
        {
            return Task.FromResult(false);
        }

        // First out of the way: whoever puts it from here on writes it anew. Who put it a moment ago has it given back.
        try
        {
            File.Move(path, away);
        }
        catch (FileNotFoundException)
        {
            return Task.FromResult(false);
        }

        if (PutAt(away) >= putBefore)
        {
            File.Move(away, path, overwrite: true);
            return Task.FromResult(false);
        }

        File.Delete(away);
        return Task.FromResult(true);
    }

    private static Instant PutAt(string path) => Instant.FromDateTimeUtc(File.GetLastWriteTimeUtc(path));

    private static bool IsWhole(string path, int length) => new FileInfo(path) is { Exists: true } file && file.Length == length;

    private bool Touch(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, _time.GetUtcNow().UtcDateTime);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private string PathOf(BlobHash hash)
    {
        var name = hash.ToString();
        return Path.Combine(_folder, name[..2], name);
    }
}
