using System.Runtime.CompilerServices;
using NodaTime;

namespace Helpdesk.Core.Runtime.Storage.Blobs;

/// <summary>
/// Takes contents away to which no attachment refers: those of commits that never came about, and of people who were erased. Reads both sides
/// in order, a page at a time. Thread-safe.
/// </summary>
/// <param name="store">Who refers to contents; every store that does so, when several share the contents, must be swept as one.</param>
/// <param name="blobs">The contents.</param>
/// <param name="time">Tells how old they are.</param>
public sealed class BlobSweep(IHelpdeskStore store, IBlobStore blobs, TimeProvider time)
{
    private const int PageSize = 500;

    /// <summary>The least age of what is taken away: a commit must have come about by then.</summary>
    public static Duration LeastAge { get; } = Duration.FromHours(1);

    /// <summary>Takes away, one by one as they are asked for, what nobody refers to.</summary>
    /// <param name="age">How long ago a content was last put, at least.</param>
    /// <param name="isDryRun">Whether to tell only what would be taken away.</param>
    /// <param name="cancellationToken">Cancels between two contents.</param>
    /// <exception cref="ArgumentOutOfRangeException">The age is less than <see cref="LeastAge"/>.</exception>
    public IAsyncEnumerable<StoredBlob> RunAsync(Duration age, bool isDryRun = false, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(age, LeastAge);
        return SweepAsync(Instant.FromDateTimeOffset(time.GetUtcNow()) - age, isDryRun, cancellationToken);
    }

    private async IAsyncEnumerable<StoredBlob> SweepAsync(
        Instant putBefore, bool isDryRun, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var references = ReferencesAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var _ = references.ConfigureAwait(false);
        var isLeft = await references.MoveNextAsync().ConfigureAwait(false);
        await foreach (var blob in blobs.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            while (isLeft && references.Current < blob.Hash)
            {
                isLeft = await references.MoveNextAsync().ConfigureAwait(false);
            }

            var isWanted = (isLeft && references.Current == blob.Hash) || blob.LastPut >= putBefore;
            if (!isWanted && (isDryRun || await blobs.DeleteAsync(blob.Hash, putBefore, cancellationToken).ConfigureAwait(false)))
            {
                yield return blob;
            }
        }
    }

    private async IAsyncEnumerable<BlobHash> ReferencesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BlobHash? last = null;
        while (await store.ReadBlobHashesAsync(last, PageSize, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (var hash in page)
            {
                yield return hash;
            }

            last = page[^1];
        }
    }
}
