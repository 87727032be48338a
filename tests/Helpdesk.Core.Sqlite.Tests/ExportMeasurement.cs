using System.Diagnostics;
using System.Globalization;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Blobs;
using Helpdesk.Core.Runtime.Storage.Export;
using Helpdesk.Core.TestSupport;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Sqlite.Tests;

/// <summary>How fast a large tenant goes out and in; asked for by HELPDESK_EXPORT_TICKETS, five messages each. docs/export.md has the figures.</summary>
public sealed class ExportMeasurement(ITestOutputHelper output)
{
    private const string Text = "The printer in the third floor does not print since the update; it says \u201coffline\u201d. ";

    [Fact]
    public async Task A_large_tenant_goes_out_and_in()
    {
        if (Environment.GetEnvironmentVariable("HELPDESK_EXPORT_TICKETS") is not { Length: > 0 } wanted)
        {
            Assert.Skip("HELPDESK_EXPORT_TICKETS is not set.");
            return;
        }

        var tickets = int.Parse(wanted, CultureInfo.InvariantCulture);
        var story = new InMemoryStore();
        await KeptStory.PlayAsync(story, [KeptStep.New, KeptStep.Reply, KeptStep.Answer, KeptStep.Note]);
        var pattern = await story.ExportAsync(KeptStory.Tenant).ToListAsync();
        using var folder = new TemporaryFolder();
        var (first, second) = (folder.Path("1.jsonl"), folder.Path("2.jsonl"));
        using (var store = SqliteStore.Open(folder.Path("a.db")))
        {
            Assert.True(await store.ImportAsync(KeptStory.Tenant, Many(pattern, tickets)));
            await MeasureAsync("export", first, async () =>
            {
                await using var file = File.Create(first);
                return await HelpdeskExport.WriteAsync(store, KeptStory.Tenant, file);
            });
        }

        using (var store = SqliteStore.Open(folder.Path("b.db")))
        {
            await MeasureAsync("import", first, async () =>
            {
                await using var file = File.OpenRead(first);
                return Assert.IsType<ImportResult.Imported>(await HelpdeskImport.ReadAsync(store, KeptStory.Tenant, file)).Lines;
            });
            await using var again = File.Create(second);
            await HelpdeskExport.WriteAsync(store, KeptStory.Tenant, again);
        }

        Assert.Equal(new FileInfo(first).Length, new FileInfo(second).Length);
        Assert.True(File.ReadLines(first).Last() == File.ReadLines(second).Last(), "another hash");
    }

    private async Task MeasureAsync(string what, string path, Func<Task<long>> work)
    {
        var watch = Stopwatch.StartNew();
        var lines = await work();
        var (seconds, megabytes) = (watch.Elapsed.TotalSeconds, new FileInfo(path).Length / 1e6);
        var memory = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {lines} lines, {megabytes:F0} MB in {seconds:F1} s: {lines / seconds:F0} lines/s, {megabytes / seconds:F1} MB/s; peak of the process {memory:F0} MB"));
    }

    // The tickets of a story again and again under other ids, in the order of records.
    private static async IAsyncEnumerable<StoredRecord> Many(List<StoredRecord> pattern, int times)
    {
        await Task.CompletedTask;
        foreach (var kind in pattern.GroupBy(r => r.GetType()))
        {
            for (var i = 0; i < times; i++)
            {
                foreach (var record in kind.Select(r => Other(r, i)).OfType<StoredRecord>())
                {
                    yield return record;
                }
            }

            if (kind.Key == typeof(StoredRecord.Snapshot))
            {
                foreach (var content in Enumerable.Range(0, times).Where(i => i % 5 == 0).Select(Content).OrderBy(c => c.Hash))
                {
                    yield return content;
                }
            }
        }
    }

    private static StoredRecord? Other(StoredRecord record, int i) => record switch
    {
        StoredRecord.Happened h => h with
        {
            Ticket = Other(h.Ticket, i),
            Recorded = h.Recorded.Event is TicketEvent.Opened opened
                ? h.Recorded with { Event = opened with { Reference = TicketReference.Format("HD-", i + 1) } } : h.Recorded,
        },
        StoredRecord.Snapshot s => s with { Ticket = Other(s.Ticket, i) },
        StoredRecord.Written w => w with
        {
            Ticket = Other(w.Ticket, i),
            Message = w.Message with
            {
                Id = new MessageId(Other(w.Message.Id.Value, i)),
                ExternalId = $"{i}.{w.Message.ExternalId}",
                Text = string.Concat(Enumerable.Repeat(Text, 15)),
            },
            Attachments = i % 5 == 0 && w.Message.Direction == MessageDirection.Note ? [new StoredAttachment("a.pdf", "application/pdf", Content(i).Hash)] : [],
        },
        StoredRecord.Timer t => t with { Ticket = Other(t.Ticket, i) },
        StoredRecord.Explanation e => e with { Ticket = Other(e.Ticket, i) },
        StoredRecord.Outgoing o => o with { Message = o.Message with { Id = new MessageId(Other(o.Message.Id.Value, i)) } },
        _ => null,
    };

    private static StoredRecord.Content Content(int i)
    {
        var bytes = new byte[20_000];
        new Random(i).NextBytes(bytes);
        return new StoredRecord.Content(BlobHash.Of(bytes), bytes);
    }

    private static TicketId Other(TicketId id, int i) => new(Other(id.Value, i));

    // Ids keep their order.
    private static Guid Other(Guid id, int i)
    {
        var bytes = id.ToByteArray(bigEndian: true);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes, i + 1);
        return new Guid(bytes, bigEndian: true);
    }
}
