using NodaTime;

namespace Helpdesk.Core.Runtime.Storage.Blobs;

/// <summary>
/// Where the contents of attachments are kept when not in the database, by what they are. A content is put before the commit that refers to it: a
/// crash between the two leaves a content that nobody refers to, which is harmless until <see cref="BlobSweep"/> takes it away. Safe for
/// concurrent calls, also of several processes. What it must promise is proven by <c>BlobConformance</c> in <c>Helpdesk.Core.Testing</c>. Every
/// method may throw <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the world failed.
/// </summary>
public interface IBlobStore
{
    /// <summary>
    /// Keeps a content, durably when the task ends. One that is there is put again: it counts as new, so that no sweep takes it.
    /// </summary>
    Task<BlobHash> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);

    /// <summary>A content; null when there is none of that name.</summary>
    /// <exception cref="InvalidDataException">What is kept under the name is another content: it is damaged.</exception>
    Task<byte[]?> ReadAsync(BlobHash hash, CancellationToken cancellationToken = default);

    /// <summary>All contents in the order of their names.</summary>
    IAsyncEnumerable<StoredBlob> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Takes a content away, unless it was put at that instant or later. False when it stays or was not there.</summary>
    Task<bool> DeleteAsync(BlobHash hash, Instant putBefore, CancellationToken cancellationToken = default);
}
