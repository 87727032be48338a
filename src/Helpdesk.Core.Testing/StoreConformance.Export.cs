using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Blobs;
using Helpdesk.Core.Runtime.Storage.Export;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Tickets;
using static Helpdesk.Core.Testing.ConformanceWorld;

namespace Helpdesk.Core.Testing;

/// <content>Everything out, and in again.</content>
public static partial class StoreConformance
{
    private static readonly TenantId Elsewhere = new("elsewhere");

    private static async Task ImportAsync(IHelpdeskStore store)
    {
        var (state, answer) = await FillAsync(store).ConfigureAwait(false);
        var before = await RecordsAsync(store, Tenant).ConfigureAwait(false);
        Expect(await store.ImportAsync(Elsewhere, store.ExportAsync(Tenant)).ConfigureAwait(false), "an empty tenant takes it");
        Expect((await FileAsync(store, Elsewhere).ConfigureAwait(false)).SequenceEqual(await FileAsync(store, Tenant).ConfigureAwait(false)), "it is exported as it was");
        Expect(before.Select(r => r.GetType()).Distinct().Count(), 15, "kinds of records");

        Expect(await store.IsKnownAsync(Elsewhere, "mail:m1").ConfigureAwait(false), "a key is known");
        var again = await store.RedeliverAsync(Elsewhere, "mail:m1", new ChannelAddress("chat", "c")).ConfigureAwait(false);
        Expect((again?.Ticket, again?.By.Count), (state.Id, 3), "by the ways by which it came");
        var found = await store.FindThreadsAsync(Elsewhere, new ThreadLookUps { ThreadIds = ["m1", "given"], References = [state.Ticket.Reference] }).ConfigureAwait(false);
        Expect(found.Count(e => e.Candidate.Ticket == state.Id && e.Kind == EvidenceKind.ExternalId), 2, "a thread is found, by given ids too");
        Expect(found.Any(e => e.Kind == EvidenceKind.SubjectReference), "a reference is found");
        var printers = new MessageSearch(Search.SearchQuery.Parse("printer").Require(), 99, null, Everywhere: true);
        var searched = (await store.SearchAsync(Elsewhere, printers).ConfigureAwait(false)).Hits.Select(h => h.Message).ToList();
        var searchedThere = (await store.SearchAsync(Tenant, printers).ConfigureAwait(false)).Hits.Select(h => h.Message);
        Expect(searched.Count > 0 && searched.SequenceEqual(searchedThere), "messages are found by their words, in the same order");
        var arrived = await new ConformanceWorld(store).ArriveAsync(Mail("m3"), Elsewhere).ConfigureAwait(false);
        var reference = TicketReference.Format("HD-", await store.NextNumberAsync(Tenant).ConfigureAwait(false));
        Expect(arrived.State.Ticket.Reference, reference, "the next number follows");
        Expect(await store.CommitAsync(Elsewhere, new Commit(arrived, "mail:m1")).ConfigureAwait(false), CommitResult.Duplicate);

        var waiting = await store.ClaimOutboxAsync(Elsewhere, End, Hour, 9).ConfigureAwait(false);
        Expect(waiting.Count, 2, "what waits");
        Expect(waiting.Single(w => w.Message.Id == answer).Attempts, 2, "what was tried is tried again");
        Expect((await store.ClaimOutboxAsync(Elsewhere, End, Hour, 9).ConfigureAwait(false)).Count, 0, "once");
        Expect((await store.ReadDeadLettersAsync(Elsewhere, 9).ConfigureAwait(false)).Count, 1, "dead letters");
        Expect((await store.ClaimTimersAsync(Elsewhere, End, Hour, 9).ConfigureAwait(false)).Count, 2, "timers, which nobody holds");
        Expect((await store.ReadNoticesAsync(Elsewhere, [state.Ticket.Requester], Start).ConfigureAwait(false)).Single().Value.Count, 2, "automatic messages");
        Expect((await store.ReadLeasesAsync(Elsewhere, state.Id).ConfigureAwait(false)).At(Start).Count, 0, "presence is nothing that is kept");
        var model = (await store.ReadSpamModelAsync(Elsewhere).ConfigureAwait(false))?.Over(SpamModel.Empty);
        Expect(model?.Totals, (await store.ReadSpamModelAsync(Tenant).ConfigureAwait(false))?.Over(SpamModel.Empty).Totals, "the spam model");
        Expect(await store.TeachAsync(Elsewhere, "taught", Taught, SpamClass.Spam).ConfigureAwait(false), CommitResult.Duplicate);

        var loaded = await store.LoadAsync(Elsewhere, state.Id).ConfigureAwait(false);
        Expect(loaded is null ? "" : Json(loaded), Json((await store.LoadAsync(Tenant, state.Id).ConfigureAwait(false))!), "a ticket");
        var messages = await store.ReadMessagesAsync(Elsewhere, state.Id).ConfigureAwait(false);
        Expect(messages[0].Attachments[1].Content.Span.SequenceEqual(new byte[] { 0, 1, 255 }), "an attachment");
        var note = new Commit(new ConformanceWorld(store).Do(loaded!, new TicketCommand.AddNote(new MessageId(new Guid(99, 9, 9, new byte[8])))));
        Expect(await store.CommitAsync(Elsewhere, note).ConfigureAwait(false), CommitResult.Committed);
        (TicketId, long)[] wanted =
        [
            .. before.OfType<StoredRecord.Happened>().Select(h => (h.Ticket, h.Recorded.Version)).Concat(note.Outcome.Events.Select(e => (state.Id, e.Version))),
        ];

        // It may be a little late while anybody else writes.
        var feed = await store.ReadEventsAsync(Elsewhere, null, int.MaxValue).ConfigureAwait(false);
        for (var i = 0; i < 100 && feed.Count < wanted.Length; i++)
        {
            await Task.Delay(100).ConfigureAwait(false);
            feed = await store.ReadEventsAsync(Elsewhere, null, int.MaxValue).ConfigureAwait(false);
        }

        Expect(feed.Select(e => (e.Event.Ticket, e.Event.Recorded.Version)).SequenceEqual(wanted), "the feed of events goes on");
    }

    private static async Task ImportIntoSomethingAsync(IHelpdeskStore store)
    {
        await FillAsync(store).ConfigureAwait(false);
        var records = await RecordsAsync(store, Tenant).ConfigureAwait(false);
        var entry = new QuarantineEntry("box:1", new Fault("a", "b"), Start, "raw", new byte[] { 1 }, new Trace("a", "b", "c"));
        (string Tenant, Func<TenantId, Task> Work)[] somethings =
        [
            ("put-aside", t => store.QuarantineAsync(t, entry)),
            ("taught", t => store.TeachAsync(t, "x", Taught, SpamClass.Ham)),
            ("ticket", async t => await store.CommitAsync(t, new Commit(await new ConformanceWorld(store).ArriveAsync(Mail("m9"), t).ConfigureAwait(false))).ConfigureAwait(false)),
            ("imported", t => store.ImportAsync(t, GivenAsync(records))),
        ];
        foreach (var (name, work) in somethings)
        {
            var tenant = new TenantId(name);
            await work(tenant).ConfigureAwait(false);
            var there = await FileAsync(store, tenant).ConfigureAwait(false);
            Expect(!await store.ImportAsync(tenant, GivenAsync(records)).ConfigureAwait(false), $"something is there: {name}");
            Expect((await FileAsync(store, tenant).ConfigureAwait(false)).SequenceEqual(there), $"nothing has changed: {name}");
        }
    }

    private static async Task ImportInPartAsync(IHelpdeskStore store)
    {
        await FillAsync(store).ConfigureAwait(false);
        var records = await RecordsAsync(store, Tenant).ConfigureAwait(false);
        for (var cut = 0; cut < records.Count; cut += Math.Max(1, records.Count / 20))
        {
            var ended = false;
            try
            {
                await store.ImportAsync(Elsewhere, CutAsync(records, cut)).ConfigureAwait(false);
            }
            catch (EndOfStreamException)
            {
                ended = true;
            }

            Expect(ended, "what ends early is told");
            Expect((await RecordsAsync(store, Elsewhere).ConfigureAwait(false)).Count, 0, $"records that are there after {cut}");
        }

        var stranger = new TicketId(Guid.CreateVersion7());
        var first = records.OfType<StoredRecord.Happened>().First();
        (string Name, List<StoredRecord> Records)[] wrong =
        [
            ("an event twice", [first, .. records]),
            ("a stream with a gap", [.. records.Where(r => r != first)]),
            ("a stream without its ticket", [.. records.Where(r => r is not StoredRecord.Snapshot s || s.Ticket != first.Ticket)]),
            ("a ticket without a stream", [.. records.Select(r => r is StoredRecord.Snapshot s ? s with { Ticket = stranger } : r)]),
            ("a message of no ticket", [.. records.Select(r => r is StoredRecord.Written w ? w with { Ticket = stranger } : r)]),
            ("a message twice", [.. records.SelectMany(r => r is StoredRecord.Written ? [r, r] : new[] { r })]),
            ("a timer of no ticket", [.. records.Select(r => r is StoredRecord.Timer t ? t with { Ticket = stranger } : r)]),
            ("an explanation of no ticket", [.. records.Select(r => r is StoredRecord.Explanation e ? e with { Ticket = stranger } : r)]),
            ("a sample of no ticket", [.. records.Select(r => r is StoredRecord.Sample s ? s with { Ticket = stranger } : r)]),
            ("a key of no message", [.. records.Select(r => r is StoredRecord.KnownKey { Message: not null } k ? k with { Message = new MessageId(Guid.CreateVersion7()) } : r)]),
            ("a key twice", [.. records.SelectMany(r => r is StoredRecord.KnownKey ? [r, r] : new[] { r })]),
            ("a way of no message", [.. records.Select(r => r is StoredRecord.Delivery d ? d with { Message = new MessageId(Guid.CreateVersion7()) } : r)]),
            ("an attachment without content", [.. records.Where(r => r is not StoredRecord.Content)]),
            ("a content of no attachment", [.. records.SelectMany(r => r is StoredRecord.Content ? [Stray, r] : new[] { r })]),
        ];
        foreach (var (name, bad) in wrong)
        {
            var refused = false;
            try
            {
                await store.ImportAsync(Elsewhere, GivenAsync(bad)).ConfigureAwait(false);
            }
            catch (InvalidRecordException)
            {
                refused = true;
            }

            Expect(refused, name + " is refused");
            Expect((await RecordsAsync(store, Elsewhere).ConfigureAwait(false)).Count, 0, $"records that are there after {name}");
        }

        Expect(await store.ImportAsync(Elsewhere, GivenAsync(records)).ConfigureAwait(false), "all of it is taken after that");
    }

    private static async Task ExportOfOneMomentAsync(IHelpdeskStore store)
    {
        var (state, _) = await FillAsync(store).ConfigureAwait(false);
        var before = await RecordsAsync(store, Tenant).ConfigureAwait(false);
        var read = new List<StoredRecord>();
        await foreach (var record in store.ExportAsync(Tenant).ConfigureAwait(false))
        {
            read.Add(record);
            if (read.Count is 1 or 20)
            {
                var now = (await store.LoadAsync(Tenant, state.Id).ConfigureAwait(false))!;
                var world = new ConformanceWorld(store);
                var note = world.Do(now, new TicketCommand.AddNote(new MessageId(new Guid(read.Count, 5, 5, new byte[8]))));
                Expect(await store.CommitAsync(Tenant, new Commit(note, $"note{read.Count}")).ConfigureAwait(false), CommitResult.Committed);
            }
        }

        Expect(read.Select(r => r.GetType()).SequenceEqual(before.Select(r => r.GetType())), "what was there at the first record, and no more");
        Expect((await RecordsAsync(store, Tenant).ConfigureAwait(false)).Count > before.Count, "later all of it");
    }

    private static async Task FormerKeysAsync(IHelpdeskStore store)
    {
        static string Former(string key) => Convert.ToHexStringLower(KeyDigest.FormerOf(key));
        StoredRecord[] records =
        [
            new StoredRecord.KnownKey(Former("old"), null), new StoredRecord.SpamTotals(1, 0), new StoredRecord.SpamCount(1, 1, 0),
            new StoredRecord.SpamLesson(Former("taught"), SpamClass.Spam, null),
        ];
        Expect(await store.ImportAsync(Tenant, GivenAsync(records)).ConfigureAwait(false), "taken");
        Expect(await store.IsKnownAsync(Tenant, "old").ConfigureAwait(false), "known");
        Expect(await store.RedeliverAsync(Tenant, "old", new ChannelAddress("chat")).ConfigureAwait(false) is { Message: null }, "known, of no message");
        var arrived = await new ConformanceWorld(store).ArriveAsync(Mail("m1")).ConfigureAwait(false);
        Expect(await store.CommitAsync(Tenant, new Commit(arrived, "old")).ConfigureAwait(false), CommitResult.Duplicate);
        var entry = new QuarantineEntry("box:1", new Fault("a", "b"), Start, "old", new byte[] { 1 }, new Trace("a", "b", "c"));
        Expect(await store.QuarantineAsync(Tenant, entry).ConfigureAwait(false), CommitResult.Duplicate);
        var features = SpamFeatures.FromHashes([1]);
        Expect(await store.TeachAsync(Tenant, "taught", features, SpamClass.Spam).ConfigureAwait(false), CommitResult.Duplicate);
        Expect(await store.TeachAsync(Tenant, "taught", features, SpamClass.Ham).ConfigureAwait(false), CommitResult.Committed);
        Expect(await store.TeachAsync(Tenant, "taught", features, null).ConfigureAwait(false), CommitResult.Committed);
        Expect((await RecordsAsync(store, Tenant).ConfigureAwait(false)).Count, 1, "records");
    }

    private static StoredRecord.Content Stray { get; } = new(BlobHash.Of("stray"u8), "stray"u8.ToArray());

    private static SpamFeatures Taught { get; } = SpamFeatures.FromHashes([1, 2, ulong.MaxValue]);

    // Something of every kind.
    private static async Task<(TicketState State, MessageId Answer)> FillAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var sample = SpamFeatures.FromHashes([5, 6]);
        var arrived = await world.ArriveAsync(Mail("m1", "root")).ConfigureAwait(false);
        var inbound = arrived.Messages.First(m => m.Direction == MessageDirection.Inbound).Id;
        var opening = new Commit(arrived with { Sample = sample, Training = [sample.Learn(SpamClass.Ham)] }, "mail:m1") { Message = inbound };
        Expect(await store.CommitAsync(Tenant, opening).ConfigureAwait(false), CommitResult.Committed);
        await store.RedeliverAsync(Tenant, "mail:m1", new ChannelAddress(ChannelAddress.Mail, "sales@acme.example")).ConfigureAwait(false);
        await world.OpenAsync("m2").ConfigureAwait(false);

        // One left, one did not, one is tried again.
        var answer = world.NewMessage();
        var answered = world.Do(arrived.State, new TicketCommand.Reply(answer));
        await store.CommitAsync(Tenant, new Commit(answered)).ConfigureAwait(false);
        var claimed = await store.ClaimOutboxAsync(Tenant, Start, Hour, 9).ConfigureAwait(false);
        Expect(claimed.Count, 3, "waiting messages");
        await store.CompleteOutboxAsync(Tenant, claimed[0].Message.Id, claimed[0].Token).ConfigureAwait(false);
        await store.CompleteOutboxAsync(Tenant, claimed[1].Message.Id, claimed[1].Token, new Fault("gone", "Nobody there.")).ConfigureAwait(false);
        await store.RetryOutboxAsync(Tenant, claimed[2].Message.Id, claimed[2].Token, Start + Hour).ConfigureAwait(false);

        var news = new DeliveryNews(answer, DeliveryState.Sent) { Channel = answered.Effects[0].Channel, ExternalIds = ["given"], OccurredAt = Start };
        var sent = world.Do(answered.State, new TicketCommand.ReportDelivery(news));
        await store.CommitAsync(Tenant, new Commit(sent)).ConfigureAwait(false);
        var second = world.Do(sent.State, new TicketCommand.Reply(world.NewMessage()));
        await store.CommitAsync(Tenant, new Commit(second)).ConfigureAwait(false);
        var entry = new QuarantineEntry("box:\0", new Fault("a", "b", "c"), Start, "raw", new byte[] { 1, 0, 255 }, new Trace("a", "b", "c"));
        await store.QuarantineAsync(Tenant, entry).ConfigureAwait(false);
        await store.TeachAsync(Tenant, "taught", Taught, SpamClass.Spam).ConfigureAwait(false);
        await store.HoldLeaseAsync(Tenant, arrived.State.Id, new Tickets.Presence.Lease(new AgentId("kim"), Tickets.Presence.LeaseKind.Viewing, Start, End)).ConfigureAwait(false);
        await store.ClaimTimersAsync(Tenant, End, Hour, 9).ConfigureAwait(false);
        return (second.State, answer);
    }

    private static async Task<List<StoredRecord>> RecordsAsync(IHelpdeskStore store, TenantId tenant)
    {
        var records = new List<StoredRecord>();
        await foreach (var record in store.ExportAsync(tenant).ConfigureAwait(false))
        {
            records.Add(record);
        }

        return records;
    }

    // The lines between the first, which names the tenant, and the last, which has the hash of all.
    private static async Task<List<string>> FileAsync(IHelpdeskStore store, TenantId tenant)
    {
        using var file = new MemoryStream();
        await HelpdeskExport.WriteAsync(store, tenant, file).ConfigureAwait(false);
        return [.. System.Text.Encoding.UTF8.GetString(file.ToArray()).Split('\n')[1..^2]];
    }

    private static async IAsyncEnumerable<StoredRecord> GivenAsync(IEnumerable<StoredRecord> records)
    {
        foreach (var record in records)
        {
            await Task.Yield();
            yield return record;
        }
    }

    private static async IAsyncEnumerable<StoredRecord> CutAsync(IEnumerable<StoredRecord> records, int after)
    {
        await foreach (var record in GivenAsync(records.Take(after)).ConfigureAwait(false))
        {
            yield return record;
        }

        throw new EndOfStreamException("cut off");
    }
}
