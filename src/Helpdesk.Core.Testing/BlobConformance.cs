using Helpdesk.Core.Runtime.Storage.Blobs;
using NodaTime;
using static Helpdesk.Core.Testing.ConformanceWorld;

namespace Helpdesk.Core.Testing;

/// <summary>What every store of contents must promise. Each check wants an empty store of its own.</summary>
public static class BlobConformance
{
    private static readonly Instant LongAgo = Instant.FromUtc(1990, 1, 1, 0, 0);
    private static readonly Instant FarAhead = Instant.FromUtc(2990, 1, 1, 0, 0);

    /// <summary>All checks.</summary>
    public static IReadOnlyList<BlobCheck> Checks { get; } =
    [
        new("What is put is read back byte for byte, under its SHA-256", ReadBackAsync),
        new("What is not there is nothing, not an error", NothingAsync),
        new("Contents are listed once, in the order of their names, with length and instant", ListAsync),
        new("A content put at an instant or later is not taken away before it", DeleteAsync),
        new("A content that is put again counts as new", PutAgainAsync),
        new("Contents put by many at once, the same and others, are all whole", ManyAsync),
        new("What is put while others take it away is there in the end", RaceAsync),
    ];

    private static async Task ReadBackAsync(IBlobStore blobs)
    {
        foreach (var content in new byte[][] { [], [0], [1, 2, 255], [.. Enumerable.Range(0, 3_000_000).Select(i => (byte)(i * 7))] })
        {
            var hash = await blobs.PutAsync(content).ConfigureAwait(false);
            Expect(hash, BlobHash.Of(content), "the name");
            var read = await blobs.ReadAsync(hash).ConfigureAwait(false);
            Expect(read is not null && read.AsSpan().SequenceEqual(content), $"{content.Length} bytes come back");
        }
    }

    private static async Task NothingAsync(IBlobStore blobs)
    {
        var unknown = BlobHash.Of([9, 9, 9]);
        Expect(await blobs.ReadAsync(unknown).ConfigureAwait(false) is null, "nothing is read");
        Expect(await blobs.ReadAsync(default).ConfigureAwait(false) is null, "nothing is read of the default name");
        Expect(!await blobs.DeleteAsync(unknown, FarAhead).ConfigureAwait(false), "nothing is taken away");
        Expect((await ToListAsync(blobs).ConfigureAwait(false)).Count, 0, "nothing is listed");
    }

    private static async Task ListAsync(IBlobStore blobs)
    {
        var hashes = new SortedSet<BlobHash>();
        for (var i = 0; i < 40; i++)
        {
            hashes.Add(await blobs.PutAsync(new byte[i % 20]).ConfigureAwait(false));
        }

        var all = await ToListAsync(blobs).ConfigureAwait(false);
        Expect(all.Select(b => b.Hash).SequenceEqual(hashes), "each once, in order");
        Expect(all.All(b => b.Hash == BlobHash.Of(new byte[(int)b.Length])), "lengths");
        Expect(all.All(b => b.LastPut > LongAgo && b.LastPut < FarAhead), "instants");
    }

    private static async Task DeleteAsync(IBlobStore blobs)
    {
        var hash = await blobs.PutAsync(new byte[] { 1 }).ConfigureAwait(false);
        var other = await blobs.PutAsync(new byte[] { 2 }).ConfigureAwait(false);
        var put = (await ToListAsync(blobs).ConfigureAwait(false)).Single(b => b.Hash == hash).LastPut;
        Expect(!await blobs.DeleteAsync(hash, put).ConfigureAwait(false), "put at that instant: it stays");
        Expect(await blobs.ReadAsync(hash).ConfigureAwait(false) is not null, "it is there");
        Expect(await blobs.DeleteAsync(hash, put + Duration.FromSeconds(1)).ConfigureAwait(false), "put before: it goes");
        Expect(await blobs.ReadAsync(hash).ConfigureAwait(false) is null, "it is gone");
        Expect((await ToListAsync(blobs).ConfigureAwait(false)).Single().Hash, other, "the other one stays");
    }

    private static async Task PutAgainAsync(IBlobStore blobs)
    {
        var hash = await blobs.PutAsync(new byte[] { 1 }).ConfigureAwait(false);
        var first = (await ToListAsync(blobs).ConfigureAwait(false)).Single().LastPut;
        await Task.Delay(20).ConfigureAwait(false);
        await blobs.PutAsync(new byte[] { 1 }).ConfigureAwait(false);
        var second = (await ToListAsync(blobs).ConfigureAwait(false)).Single().LastPut;
        Expect(second > first, "the instant is that of the second time");
        Expect(!await blobs.DeleteAsync(hash, first + Duration.FromTicks(1)).ConfigureAwait(false), "it stays");
    }

    private static async Task ManyAsync(IBlobStore blobs)
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => blobs.PutAsync(Content(i % 8))))).ConfigureAwait(false);
        Expect((await ToListAsync(blobs).ConfigureAwait(false)).Count, 8, "one of each");
        for (var i = 0; i < 8; i++)
        {
            Expect((await blobs.ReadAsync(BlobHash.Of(Content(i))).ConfigureAwait(false))?.Length, 100_000, "whole");
        }

        static byte[] Content(int i) => [.. Enumerable.Repeat((byte)i, 100_000)];
    }

    private static async Task RaceAsync(IBlobStore blobs)
    {
        byte[] content = [1, 2, 3];
        var hash = BlobHash.Of(content);
        for (var i = 0; i < 50; i++)
        {
            await blobs.PutAsync(content).ConfigureAwait(false);
            var old = (await ToListAsync(blobs).ConfigureAwait(false)).Single().LastPut;
            await Task.Delay(2).ConfigureAwait(false);
            await Task.WhenAll(
                Task.Run(() => blobs.DeleteAsync(hash, old + Duration.FromTicks(1))), Task.Run(() => blobs.PutAsync(content))).ConfigureAwait(false);
            Expect(await blobs.ReadAsync(hash).ConfigureAwait(false) is not null, "it is there after both");
        }
    }

    private static async Task<List<StoredBlob>> ToListAsync(IBlobStore blobs)
    {
        var all = new List<StoredBlob>();
        await foreach (var blob in blobs.ListAsync().ConfigureAwait(false))
        {
            all.Add(blob);
        }

        return all;
    }
}
