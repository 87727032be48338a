using Helpdesk.Core.Runtime.Storage.Blobs;
using NodaTime;

namespace Helpdesk.Core.Runtime.Tests;

/// <summary>A store of contents in memory that breaks one promise.</summary>
internal sealed class BrokenBlobs(Breach breach) : IBlobStore
{
    private readonly Dictionary<BlobHash, (byte[] Content, Instant At)> _blobs = [];

    public Task<BlobHash> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var hash = BlobHash.Of(content.Span);
        if (breach != Breach.ForgetsToTouch || !_blobs.ContainsKey(hash))
        {
            _blobs[hash] = (breach == Breach.CutsContents ? content.ToArray()[..Math.Min(content.Length, 1)] : content.ToArray(), SystemClock.Instance.GetCurrentInstant());
        }

        return Task.FromResult(hash);
    }

    public Task<byte[]?> ReadAsync(BlobHash hash, CancellationToken cancellationToken = default) =>
        Task.FromResult(_blobs.TryGetValue(hash, out var blob) ? blob.Content : null);

    public IAsyncEnumerable<StoredBlob> ListAsync(CancellationToken cancellationToken = default) =>
        _blobs.OrderBy(b => b.Key).Select(b => new StoredBlob(b.Key, b.Value.Content.Length, b.Value.At)).ToAsyncEnumerable();

    public Task<bool> DeleteAsync(BlobHash hash, Instant putBefore, CancellationToken cancellationToken = default) => Task.FromResult(
        _blobs.TryGetValue(hash, out var blob) && (breach == Breach.DeletesAnyway || blob.At < putBefore) && _blobs.Remove(hash));
}
