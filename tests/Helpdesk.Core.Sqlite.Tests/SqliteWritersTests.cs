using System.Text;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Spam;
using Helpdesk.Core.TestSupport;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Helpdesk.Core.Sqlite.Tests;

/// <summary>What several write at the same time goes to disk together, and is told apart.</summary>
public sealed class SqliteWritersTests
{
    private static readonly TenantId Tenant = new("default");
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    [Fact]
    public async Task Of_what_is_written_together_each_part_holds_or_not_by_itself()
    {
        using var desk = new Desk();
        var ticket = await desk.OpenAsync();
        await desk.Store.TeachAsync(Tenant, "taught", SpamFeatures.FromHashes([1, 2]), SpamClass.Spam);
        var before = (await desk.TicketAsync(ticket)).Version;
        Task<IntakeResult>[] mails;
        Task<CommitResult>[] asides;
        Task<CommitResult> wrong;
        Task<Outcome?>[] notes;
        using (Locked(desk.Database))
        {
            // The first waits for the lock; the rest gathers behind it.
            mails = [.. Enumerable.Range(0, 20).Select(i => Task.Run(() => desk.Get<Intake>().ReceiveAsync(SupportMail.Of($"m{i}", $"m{i}@customer.example"), Now)))];
            asides = [.. Enumerable.Range(0, 20).Select(i => Task.Run(() => desk.Store.QuarantineAsync(Tenant, Aside($"a{i / 2}"))))];
            wrong = Task.Run(() => desk.Store.TeachAsync(Tenant, "taught", SpamFeatures.FromHashes([3]), SpamClass.Ham));
            notes = [.. Enumerable.Range(0, 4).Select(i => Task.Run(() => desk.Get<TicketDesk>().NoteAsync(ticket, Desk.Kim, $"note {i}", idempotencyKey: $"n{i}")))];
            await Task.Delay(300);
            Assert.DoesNotContain(mails, m => m.IsCompleted);
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => wrong);
        Assert.All(await Task.WhenAll(mails), m => Assert.IsType<IntakeResult.Opened>(m));
        Assert.Equal(10, (await Task.WhenAll(asides)).Count(r => r == CommitResult.Committed));
        Assert.Equal(10, (await Task.WhenAll(asides)).Count(r => r == CommitResult.Duplicate));
        Assert.All(await Task.WhenAll(notes), n => Assert.IsType<Outcome.Changed>(n));

        Assert.Equal(21, (await desk.Store.ReadTicketIdsAsync(Tenant, null, 100)).Count);
        Assert.Equal(10, (await desk.Store.ReadQuarantineAsync(Tenant, 100)).Count);
        Assert.Equal(before + 4, (await desk.TicketAsync(ticket)).Version);
        Assert.Equal(["note 0", "note 1", "note 2", "note 3"], (await desk.TextsAsync(ticket)).Where(t => t.StartsWith("note", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        var model = await desk.Store.ReadSpamModelAsync(Tenant);
        Assert.Equal([1UL, 2UL], model!.Counts.Select(c => c.Item1).Order());
    }

    [Fact]
    public async Task Who_reads_does_not_wait_for_who_writes()
    {
        using var desk = new Desk();
        var ticket = await desk.OpenAsync();
        Task<CommitResult> writing;
        using (Locked(desk.Database))
        {
            writing = Task.Run(() => desk.Store.QuarantineAsync(Tenant, Aside("a")));
            await desk.TicketAsync(ticket).WaitAsync(TimeSpan.FromSeconds(20));
            Assert.False(writing.IsCompleted);
        }

        Assert.Equal(CommitResult.Committed, await writing);
    }

    [Fact]
    public async Task Who_gives_up_waiting_has_written_nothing()
    {
        using var desk = new Desk();
        using var patience = new CancellationTokenSource();
        await desk.OpenAsync();
        using (Locked(desk.Database))
        {
            var first = Task.Run(() => desk.Store.QuarantineAsync(Tenant, Aside("first")));
            await Task.Delay(100);
            var second = desk.Store.QuarantineAsync(Tenant, Aside("second"), patience.Token);
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
            Assert.False(first.IsCompleted);
        }

        await desk.Store.QuarantineAsync(Tenant, Aside("third"));
        Assert.DoesNotContain(await desk.Store.ReadQuarantineAsync(Tenant, 10), q => q.DuplicateKey == "second");
    }

    [Fact]
    public async Task Somebody_who_reads_for_long_keeps_an_erasure_from_the_log_only_until_the_next_write()
    {
        using var desk = new Desk();
        await desk.OpenAsync();
        using (var reader = Open(desk.Database))
        {
            Run(reader, "BEGIN; SELECT COUNT(*) FROM tickets;");
            await desk.Get<TicketDesk>().EraseAsync(Desk.Ann, Actor.System);
            Assert.Contains("ann@customer.example", Log(desk.Database), StringComparison.Ordinal);
        }

        await desk.Store.QuarantineAsync(Tenant, Aside("next"));
        Assert.DoesNotContain("ann@customer.example", Log(desk.Database), StringComparison.Ordinal);
    }

    private static QuarantineEntry Aside(string key) => new("mail", new Fault("odd", "It is odd."), Now, key, Encoding.UTF8.GetBytes(key), new Trace("test", "odd", "It is odd."));

    private static string Log(string database)
    {
        using var stream = new FileStream(database + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    // Another process that holds the write lock.
    private static SqliteConnection Locked(string database)
    {
        var connection = Open(database);
        Run(connection, "BEGIN IMMEDIATE");
        return connection;
    }

    private static SqliteConnection Open(string database)
    {
        var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // SQL of these tests
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
