using Helpdesk.Core.Runtime.Hosting;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Blobs;
using Helpdesk.Core.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Helpdesk.Core.Runtime.Tests;

public sealed class BlobTests : IDisposable
{
    private static readonly byte[] Content = [1, 2, 3];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("helpdesk-");

    public static TheoryData<string> Checks => [.. BlobConformance.Checks.Select(c => c.Name)];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Files_keep_every_promise_of_the_port(string check) => BlobConformance.Checks.Single(c => c.Name == check).RunAsync(Open());

    // The suite finds what it is for: each of these breaks one promise.
    [Theory]
    [InlineData(Breach.ForgetsToTouch, "A content that is put again counts as new")]
    [InlineData(Breach.DeletesAnyway, "A content put at an instant or later is not taken away before it")]
    [InlineData(Breach.CutsContents, "What is put is read back byte for byte, under its SHA-256")]
    public async Task A_broken_store_fails_the_suite(Breach breach, string check) => await Assert.ThrowsAsync<ConformanceException>(
        () => BlobConformance.Checks.Single(c => c.Name == check).RunAsync(new BrokenBlobs(breach)));

    [Fact]
    public async Task A_damaged_content_is_told_and_not_given()
    {
        var blobs = Open();
        var hash = await blobs.PutAsync(Content);
        await File.WriteAllBytesAsync(PathOf(hash), [1, 2, 4]);
        var told = await Assert.ThrowsAsync<InvalidDataException>(() => blobs.ReadAsync(hash));
        Assert.Contains(hash.ToString(), told.Message, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(PathOf(hash), [1]);
        await blobs.PutAsync(Content);
        Assert.Equal(Content, await blobs.ReadAsync(hash));
    }

    [Fact]
    public async Task What_a_writer_left_is_removed_after_a_day()
    {
        Open();
        var (young, old) = (Path.Combine(_folder.FullName, "unfinished", "a"), Path.Combine(_folder.FullName, "unfinished", "b"));
        await File.WriteAllBytesAsync(young, Content);
        await File.WriteAllBytesAsync(old, Content);
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-2));
        Open();
        Assert.True(File.Exists(young));
        Assert.False(File.Exists(old));
    }

    // A crash between content and commit, an erasure, a young content, and one that is referred to.
    [Fact]
    public async Task A_sweep_takes_only_what_is_old_and_nobody_refers_to()
    {
        await using var services = new ServiceCollection().AddSingleton<IHelpdeskStore, InMemoryStore>().AddHelpdeskBlobs(_folder.FullName).BuildServiceProvider();
        var (store, blobs) = (services.GetRequiredService<IHelpdeskStore>(), services.GetRequiredService<IBlobStore>());
        await StoreConformance.Checks.Single(c => c.Name.StartsWith("What is committed", StringComparison.Ordinal)).RunAsync(store);
        var referred = Assert.Single(await store.ReadBlobHashesAsync(null, 10));
        await blobs.PutAsync(new byte[] { 0, 1, 255 });
        var orphan = await blobs.PutAsync(Content);
        var young = await blobs.PutAsync(new byte[] { 7 });
        foreach (var hash in new[] { referred, orphan })
        {
            File.SetLastWriteTimeUtc(PathOf(hash), DateTime.UtcNow.AddDays(-3));
        }

        var sweep = services.GetRequiredService<BlobSweep>();
        Assert.Equal(orphan, Assert.Single(await sweep.RunAsync(Duration.FromDays(1), isDryRun: true).ToListAsync()).Hash);
        Assert.NotNull(await blobs.ReadAsync(orphan));
        Assert.Equal(orphan, Assert.Single(await sweep.RunAsync(Duration.FromDays(1)).ToListAsync()).Hash);
        Assert.Equal(new[] { referred, young }.Order(), await blobs.ListAsync().Select(b => b.Hash).ToListAsync());
        Assert.Throws<ArgumentOutOfRangeException>(() => sweep.RunAsync(Duration.FromMinutes(59)));
    }

    [Theory]
    [InlineData("../../../../../../../../../../../../../../../../etc/passwd00000000")]
    [InlineData("ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789")]
    [InlineData("")]
    [InlineData(null)]
    public void A_text_that_is_no_name_is_none(string? text) => Assert.Null(BlobHash.Parse(text));

    [Fact]
    public void A_name_is_the_same_as_text_and_as_bytes()
    {
        // FIPS 180-4, the example of one block.
        var hash = BlobHash.Of("abc"u8);
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", hash.ToString());
        Assert.Equal(hash, BlobHash.Parse(hash.ToString()));
        Assert.Equal(hash, BlobHash.FromBytes(hash.ToBytes()));
        Assert.Throws<ArgumentException>(() => BlobHash.FromBytes(Content));
    }

    private FileBlobStore Open() => new(_folder.FullName, TimeProvider.System);

    private string PathOf(BlobHash hash) => Path.Combine(_folder.FullName, hash.ToString()[..2], hash.ToString());
}
