using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Presence;
using static Helpdesk.Core.Testing.ConformanceWorld;

namespace Helpdesk.Core.Testing;

/// <content>What is cancelled, very large, very odd, or written by many at once.</content>
public static partial class StoreConformance
{
    private static async Task CancelledAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var arrived = await world.ArriveAsync(Mail("m1")).ConfigureAwait(false);
        var opening = new Commit(arrived, "mail:m1") { Message = arrived.Messages.First(m => m.Direction == MessageDirection.Inbound).Id };
        Expect(await store.CommitAsync(Tenant, opening).ConfigureAwait(false), CommitResult.Committed);
        var state = arrived.State;
        var (ticket, message, kim) = (state.Id, state.Ticket.Messages[0].Message, new AgentId("kim"));
        var note = new Commit(world.Do(state, new TicketCommand.AddNote(world.NewMessage())), "note");
        var entry = new QuarantineEntry("box:1", new Fault("a", "b"), Start, "raw", new byte[] { 1 }, new Trace("a", "b", "c"));
        var lease = new Lease(kim, LeaseKind.Replying, Start, Start + Hour);
        var gone = new CancellationToken(canceled: true);
        (string Name, Func<Task> Call)[] calls =
        [
            ("commit", () => store.CommitAsync(Tenant, note, gone)),
            ("quarantine", () => store.QuarantineAsync(Tenant, entry, gone)),
            ("redeliver", () => store.RedeliverAsync(Tenant, "mail:m1", new ChannelAddress("chat"), gone)),
            ("claim of messages", () => store.ClaimOutboxAsync(Tenant, Start, Hour, 9, gone)),
            ("claim of timers", () => store.ClaimTimersAsync(Tenant, End, Hour, 9, gone)),
            ("lease", () => store.HoldLeaseAsync(Tenant, ticket, lease, gone)),
            ("load", () => store.LoadAsync(Tenant, ticket, gone)),
            ("is known", () => store.IsKnownAsync(Tenant, "mail:m1", gone)),
            ("find", () => store.FindAsync(Tenant, state.Ticket.Reference, gone)),
            ("find of a message", () => store.FindTicketOfAsync(Tenant, message, gone)),
            ("events", () => store.ReadEventsAsync(Tenant, ticket, gone)),
            ("messages", () => store.ReadMessagesAsync(Tenant, ticket, gone)),
            ("query", () => store.QueryAsync(Tenant, new TicketQuery(Everything, TicketSort.Reference, 9), gone)),
            ("search", () => store.SearchAsync(Tenant, new MessageSearch(Search.SearchQuery.Parse("printer").Require(), 9), gone)),
            ("due timers", () => store.DueTimersAsync(Tenant, End, 9, gone)),
            ("import", () => store.ImportAsync(Elsewhere, store.ExportAsync(Tenant), gone)),
            ("export", async () => await store.ExportAsync(Tenant, gone).GetAsyncEnumerator(default).MoveNextAsync().ConfigureAwait(false)),
        ];
        foreach (var (name, call) in calls)
        {
            var ended = false;
            try
            {
                await call().ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                ended = true;
            }

            Expect(ended, $"what is cancelled before says so: {name}");
        }

        Expect((await store.LoadAsync(Tenant, ticket).ConfigureAwait(false))!.Ticket.Version, state.Ticket.Version, "version");
        Expect(!await store.IsKnownAsync(Tenant, "note").ConfigureAwait(false), "no key is taken");
        Expect(!await store.IsKnownAsync(Elsewhere, "mail:m1").ConfigureAwait(false), "nothing is imported");
        Expect(!await store.IsKnownAsync(Tenant, "raw").ConfigureAwait(false), "nothing is put aside");
        Expect((await store.RedeliverAsync(Tenant, "mail:m1", note.Outcome.State.Ticket.Channel).ConfigureAwait(false))!.By.Count, 1, "no way is noted");
        Expect((await store.ClaimOutboxAsync(Tenant, Start, Hour, 9).ConfigureAwait(false)).Count, 1, "the messages are free");
        Expect((await store.ClaimTimersAsync(Tenant, End, Hour, 9).ConfigureAwait(false)).Count > 0, "the timers are free");
        Expect((await store.ReadLeasesAsync(Tenant, ticket).ConfigureAwait(false)).At(Start).Count, 0, "nobody is on it");
    }

    private static async Task LargeAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var text = string.Concat(Enumerable.Range(0, 1_000_000).Select(i => $"{i % 1_000:D3} ä\u6771\n"));
        Expect(text.Length > 6_000_000 && System.Text.Encoding.UTF8.GetByteCount(text) > 10_000_000 - 1, "10 MB");
        Address[] many = [.. Enumerable.Range(0, 1_000).Select(i => Address.Mail($"r{i}@customer.example", $"Recipient {i}"))];
        var mail = Mail("large") with { Text = text, To = many, Attachments = [new Attachment("big.bin", "a/b", new byte[5_000_000])] };
        var outcome = await world.ArriveAsync(mail).ConfigureAwait(false);
        Expect(await store.CommitAsync(Tenant, new Commit(outcome, "large")).ConfigureAwait(false), CommitResult.Committed);
        string[] tags = [.. Enumerable.Range(0, 10_000).Select(i => $"tag-{i:D5}")];
        var tagged = world.Do(outcome.State, new TicketCommand.AddTags(tags));
        Expect(await store.CommitAsync(Tenant, new Commit(tagged)).ConfigureAwait(false), CommitResult.Committed);

        var read = (await store.ReadMessagesAsync(Tenant, outcome.State.Id).ConfigureAwait(false)).Single(m => m.Direction == MessageDirection.Inbound);
        Expect(string.Equals(read.Text, text, StringComparison.Ordinal), "the long text");
        Expect(read.To.Select(t => t.Value).SequenceEqual(many.Select(m => m.Value)), "the recipients");
        Expect(read.Attachments.Single().Content.Length, 5_000_000, "the attachment");
        var state = await store.LoadAsync(Tenant, outcome.State.Id).ConfigureAwait(false);
        Expect(state!.Ticket.Tags.SequenceEqual(tagged.State.Ticket.Tags), "the tags");
        Expect((await store.FindTicketsOfAsync(Tenant, outcome.State.Ticket.Requester).ConfigureAwait(false)).Single(), outcome.State.Id, "by its requester");
    }

    // Words that mean something to databases, to formats of text, and to people who write them otherwise.
    private static readonly string[] OddTexts =
    [
        "'; DROP TABLE tickets; --", "\"quoted\" \\ back\\slash", "%_*?[a-z]", "{\"json\":[1,null]}", "a\0b", "\u001a\u001a0000", "\r\n\t\u0085\u2028",
        "\u202eright to left\u202c \u05d0\u0628", "e\u0301 \u00e9 \ufb01", "\ud83d\ude00 \ud834\udd1e", "$1 ?1 @p :x", " ", "\ufeffmark", "\uffff\ufffe",
    ];

    private static async Task OddAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        for (var i = 0; i < OddTexts.Length; i++)
        {
            var odd = OddTexts[i];
            var (key, id) = ($"key {odd} {new string('k', 3_000)}", $"id-{i} {odd.Trim()} {new string('i', 3_000)}");
            var mail = Mail(id) with
            {
                Subject = "s" + odd,
                Text = odd + "." + odd,
                From = Address.Mail($"odd{i}@customer.example", odd),
                Attachments = [new Attachment(odd, odd, System.Text.Encoding.Unicode.GetBytes(odd))],
            };
            var outcome = await world.ArriveAsync(mail).ConfigureAwait(false);
            Expect(await store.CommitAsync(Tenant, new Commit(outcome, key)).ConfigureAwait(false), CommitResult.Committed);
            Expect(await store.IsKnownAsync(Tenant, key).ConfigureAwait(false), $"the key of {i}");
            Expect(!await store.IsKnownAsync(Tenant, key + " ").ConfigureAwait(false), $"another key than that of {i}");
            var read = (await store.ReadMessagesAsync(Tenant, outcome.State.Id).ConfigureAwait(false)).Single(m => m.Direction == MessageDirection.Inbound);
            var wanted = outcome.Messages.Single(m => m.Id == read.Id);
            Expect(read.Text, wanted.Text, $"text {i}");
            Expect(read.Subject, wanted.Subject, $"subject {i}");
            Expect(read.From.DisplayName, wanted.From.DisplayName, $"name {i}");
            Expect((read.Attachments[0].Name, read.Attachments[0].MediaType), (wanted.Attachments[0].Name, wanted.Attachments[0].MediaType), $"attachment {i}");
            Expect(read.Attachments[0].Content.Span.SequenceEqual(wanted.Attachments[0].Content.Span), $"content {i}");
            var found = await store.FindThreadsAsync(Tenant, Ids(wanted.ExternalId)).ConfigureAwait(false);
            Expect(found.Count > 0 && found.All(f => f.Candidate.Ticket == outcome.State.Id), $"found by the id of {i}");
            var rows = await store.QueryAsync(Tenant, new TicketQuery(Everything, TicketSort.Reference, 99)).ConfigureAwait(false);
            Expect(rows.Rows.Single(r => r.Id == outcome.State.Id), TicketRow.Of(outcome.State), $"row {i}");
        }
    }

    private static async Task WritersAsync(IHelpdeskStore store)
    {
        const int Writers = 8;
        const int Notes = 10;
        var world = new ConformanceWorld(store);
        TicketId[] tickets = [(await world.OpenAsync("m1").ConfigureAwait(false)).Id, (await world.OpenAsync("m2").ConfigureAwait(false)).Id];
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(() => WriteAsync(w)))).ConfigureAwait(false);
        var written = new HashSet<MessageId>();
        foreach (var ticket in tickets)
        {
            var stream = await store.ReadEventsAsync(Tenant, ticket).ConfigureAwait(false);
            Expect(stream.Select((e, i) => e.Version == i + 1).All(x => x), "the stream has no gaps");
            Expect((await store.LoadAsync(Tenant, ticket).ConfigureAwait(false))!.Ticket.Version, (long)stream.Count, "the version of the state");
            MessageId[] notes = [.. stream.Select(e => e.Event).OfType<TicketEvent.NoteAdded>().Select(n => n.Message)];
            var stored = (await store.ReadMessagesAsync(Tenant, ticket).ConfigureAwait(false)).Where(m => m.Direction == MessageDirection.Note).Select(m => m.Id);
            Expect(notes.ToHashSet().SetEquals(stored), "a note for each event, an event for each note");
            Expect(notes.All(written.Add), "no note is twice");
        }

        Expect(written.Count, Writers * Notes, "every note that was committed is there");

        async Task WriteAsync(int writer)
        {
            for (var i = 0; i < Notes; i++)
            {
                var message = new MessageId(new Guid((writer * Notes) + i, 3, 3, new byte[8]));
                var result = CommitResult.Conflict;
                while (result == CommitResult.Conflict)
                {
                    var state = (await store.LoadAsync(Tenant, tickets[i % tickets.Length]).ConfigureAwait(false))!;
                    result = await store.CommitAsync(Tenant, new Commit(world.Do(state, new TicketCommand.AddNote(message)), $"{writer}:{i}")).ConfigureAwait(false);
                }

                Expect(result, CommitResult.Committed);
            }
        }
    }
}
