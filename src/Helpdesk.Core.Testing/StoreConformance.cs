using System.Text.Json;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using NodaTime;
using static Helpdesk.Core.Testing.ConformanceWorld;

namespace Helpdesk.Core.Testing;

/// <summary>What every store must promise. Each check wants an empty store of its own.</summary>
public static partial class StoreConformance
{
    /// <summary>All checks.</summary>
    public static IReadOnlyList<StoreCheck> Checks { get; } =
    [
        new("What is committed is read back whole", ReadBackAsync),
        new("The same cause is stored once", OnceAsync),
        new("A commit against another version, or with a taken reference, conflicts and leaves nothing", ConflictAsync),
        new("Of concurrent commits to one version exactly one wins", RaceAsync),
        new("Threads are found by message ids, ancestors and references", ThreadsAsync),
        new("A thread is found by the message that a token names, and by the conversation of a channel", ItemsAsync),
        new("Of messages of one thread that come at the same time, only one begins a ticket", UnseenAsync),
        new("A message that comes again by another way is one message that came by two", RedeliveryAsync),
        new("Timers come in order and are replaced by each commit", TimersAsync),
        new("A due timer has one holder, returns when the lease ends, and a commit under a void claim does nothing", TimerClaimsAsync),
        new("A waiting message has one holder, returns when the lease ends, and a void token does nothing", OutboxAsync),
        new("Who waits for messages is woken by a commit and by what is revived, and misses nothing in between", WaitAsync),
        new("What does not leave is kept with the reason, and leaves when somebody says so", DeadLettersAsync),
        new("A message is found by the ids that it was given when it left", GivenIdsAsync),
        new("Lessons add up, are taken back exactly and count once a key", SpamAsync),
        new("What a model was taught since a version leads to the same model", SpamChangesAsync),
        new("A lesson that takes back what was never taught is refused whole", SpamRefusalAsync),
        new("Quarantined input is kept byte for byte, once", QuarantineAsync),
        new("Lists, counts and loads agree with the tickets", ListsAsync),
        new("What agents have to do follows every change of a ticket", LoadsAsync),
        new("A query gives exactly the tickets for which the condition holds", QueriesAsync),
        new("Pages of a query go on where they ended, in every order and under change", PagesAsync),
        new("A search finds messages by words, phrases and beginnings, and shows the piece", SearchAsync),
        new("Pages of a search go on where they ended, whatever comes in", SearchPagesAsync),
        new("A message is found under the ticket that has it, and not among spam", SearchMovedAsync),
        new("What was erased is no longer found", SearchErasedAsync),
        new("One tenant sees nothing of another", TenantsAsync),
        new("The events of all tickets are read in the order of their commits while others write, and none is missed", EventOrderAsync),
        new("The events that tell of SLA come in pages, each once, whatever the size of the page", SlaEventsAsync),
        new("Automatic messages are counted by who got them, and nobody else's", NoticesAsync),
        new("The ids of all tickets come in pages, each once, whatever the size of the page", TicketIdsAsync),
        new("Several tickets are stored together or not at all", TogetherAsync),
        new("A commit is void when a ticket that was looked at has changed", LookedAtAsync),
        new("Messages are read where they are after merges, splits and unmerges", MovedMessagesAsync),
        new("A person who is erased is nowhere any more, and nothing else is lost", ErasureAsync),
        new("Leases are kept one an agent, and dropped", LeasesAsync),
        new("The status tells of timers, of what waits and of what did not leave", StatusAsync),
        new("The contents to which attachments refer come in pages, each once", BlobHashesAsync),
        new("What is cancelled before it begins says so and does nothing", CancelledAsync),
        new("Very large texts, many recipients and many tags come back", LargeAsync),
        new("Odd values come back, and are found by", OddAsync),
        new("Writers at the same time lose nothing and leave no gap", WritersAsync),
        new("What is exported and imported elsewhere is the same, and goes on", ImportAsync),
        new("Nothing is imported where something is", ImportIntoSomethingAsync),
        new("An import that ends early, or does not fit together, leaves nothing", ImportInPartAsync),
        new("Keys are known by the digests that they had at first too", FormerKeysAsync),
        new("An export shows one moment, whatever is written meanwhile", ExportOfOneMomentAsync),
    ];

    private static async Task ReadBackAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var state = await world.OpenAsync("m1").ConfigureAwait(false);
        var outcome = world.Do(state, new TicketCommand.Reply(world.NewMessage(), Triggers.Resolve));
        Expect(await store.CommitAsync(Tenant, new Commit(outcome)).ConfigureAwait(false), CommitResult.Committed);
        var read = await store.LoadAsync(Tenant, state.Id).ConfigureAwait(false);
        Expect(read?.Ticket.Version, outcome.State.Ticket.Version, "version");
        Expect(read!.Ticket.Status, outcome.State.Ticket.Status, "status");
        Expect(read.Ticket.Requester, outcome.State.Ticket.Requester, "requester");
        Expect(Json(read), Json(outcome.State), "the clocks come back");
        Expect(read.Spam, outcome.State.Spam, "spam memory");
        Expect(read.Reply.References.SequenceEqual(outcome.State.Reply.References), "the reply point comes back");
        var events = await store.ReadEventsAsync(Tenant, state.Id).ConfigureAwait(false);
        Expect(events.Select((e, i) => e.Version == i + 1).All(x => x), "the stream has no gaps");
        Expect(events[0].By, new Actor.Customer(outcome.State.Ticket.Requester), "actor");
        var messages = await store.ReadMessagesAsync(Tenant, state.Id).ConfigureAwait(false);
        var first = messages[0];
        Expect(first.Text, Mail("m1").Text, "text");
        Expect(first.Attachments.Count, 2, "attachments");
        Expect(first.Attachments[0].Content.Span.SequenceEqual(new byte[] { 0, 1, 255 }), "the attachment's bytes come back");
        Expect(messages.Count(m => m.Direction == MessageDirection.Outbound), 2, "an acknowledgement and an answer");
        Expect((await store.ReadTracesAsync(Tenant, state.Id).ConfigureAwait(false)).Count, 2, "traces");
        Expect(await store.FindAsync(Tenant, state.Ticket.Reference).ConfigureAwait(false), state.Id, "by reference");
        Expect(await store.LoadAsync(Tenant, new TicketId(Guid.CreateVersion7())).ConfigureAwait(false) is null, "an unknown ticket is null");
    }

    private static async Task OnceAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        await world.OpenAsync("m1").ConfigureAwait(false);
        Expect(await store.IsKnownAsync(Tenant, "mail:m1").ConfigureAwait(false), "the key is known");
        var again = await world.ArriveAsync(Mail("m1")).ConfigureAwait(false);
        Expect(await store.CommitAsync(Tenant, new Commit(again, "mail:m1")).ConfigureAwait(false), CommitResult.Duplicate);
        Expect(await store.LoadAsync(Tenant, again.State.Id).ConfigureAwait(false) is null, "a duplicate leaves nothing");
        Expect(await store.NextNumberAsync(Tenant).ConfigureAwait(false), 2L, "next number");
    }

    private static async Task ConflictAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var state = await world.OpenAsync("m1").ConfigureAwait(false);
        var note = world.Do(state, new TicketCommand.AddNote(world.NewMessage()));
        Expect(await store.CommitAsync(Tenant, new Commit(note)).ConfigureAwait(false), CommitResult.Committed);
        var late = world.Do(state, new TicketCommand.Reply(world.NewMessage()));
        Expect(await store.CommitAsync(Tenant, new Commit(late, "key")).ConfigureAwait(false), CommitResult.Conflict);
        Expect(!await store.IsKnownAsync(Tenant, "key").ConfigureAwait(false), "a conflict takes no key");
        Expect((await store.ReadMessagesAsync(Tenant, state.Id).ConfigureAwait(false)).Count, 3, "messages after a conflict");
        var taken = await world.ArriveAsync(Mail("m2"), number: 1).ConfigureAwait(false);
        Expect(await store.CommitAsync(Tenant, new Commit(taken, "mail:m2")).ConfigureAwait(false), CommitResult.Conflict);
        Expect(!await store.IsKnownAsync(Tenant, "mail:m2").ConfigureAwait(false), "a taken reference takes no key");
    }

    private static async Task RaceAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var state = await world.OpenAsync("m1").ConfigureAwait(false);
        Commit[] commits = [.. Enumerable.Range(0, 8).Select(_ => new Commit(world.Do(state, new TicketCommand.AddNote(world.NewMessage()))))];
        var results = await Task.WhenAll(commits.Select(c => Task.Run(() => store.CommitAsync(Tenant, c)))).ConfigureAwait(false);
        Expect(results.Count(r => r == CommitResult.Committed), 1, "winners");
        Expect(results.Count(r => r == CommitResult.Conflict), 7, "losers");
    }

    private static async Task ThreadsAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var state = await world.OpenAsync("m1", ["old@x", "older@x"]).ConfigureAwait(false);
        var found = await store.FindThreadsAsync(
            Tenant, new ThreadLookUps { ThreadIds = ["m1", "old@x", "none"], References = [state.Ticket.Reference] }).ConfigureAwait(false);
        Expect(found.Count, 4, "evidence: the acknowledgement refers to m1 too");
        Expect(found.Any(e => e.Kind == EvidenceKind.ExternalId && e.Value == "m1"), "a message id");
        Expect(found.Any(e => e.Kind == EvidenceKind.SharedAncestor && e.Value == "old@x"), "an ancestor");
        Expect(found.Any(e => e.Kind == EvidenceKind.SubjectReference && e.Value == state.Ticket.Reference.Value), "a reference");
        Expect(found.All(e => e.Candidate.Ticket == state.Id && e.Candidate.Participants.Any(state.Ticket.Requester.IsSameAs)), "the requester takes part");
        Expect((await store.FindThreadsAsync(Tenant, new ThreadLookUps { ThreadIds = ["M1"] }).ConfigureAwait(false)).Count, 0, "ids differ by case");
    }

    private static async Task TimersAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var state = await world.OpenAsync("m1").ConfigureAwait(false);
        var postponed = world.Do(state, new TicketCommand.Postpone(Start + Duration.FromDays(2)));
        await store.CommitAsync(Tenant, new Commit(postponed)).ConfigureAwait(false);
        var due = await store.DueTimersAsync(Tenant, Start + Duration.FromDays(30), 10).ConfigureAwait(false);
        Expect(due.Select(d => d.Timer).SequenceEqual(postponed.Timers.OrderBy(t => t.At)), "timers in order, at their very instant");
        Expect((await store.DueTimersAsync(Tenant, due[0].Timer.At - Duration.FromTicks(1), 10).ConfigureAwait(false)).Count, 0, "nothing is due early");
        var closed = world.Do(postponed.State, new TicketCommand.Fire(Triggers.Close));
        await store.CommitAsync(Tenant, new Commit(closed)).ConfigureAwait(false);
        Expect((await store.DueTimersAsync(Tenant, Start + Duration.FromDays(30), 10).ConfigureAwait(false)).Count, 0, "a closed ticket has no timers");
    }

    private static async Task QuarantineAsync(IHelpdeskStore store)
    {
        var entry = new QuarantineEntry("box:3", new Fault("no-header", "It has none."), Start, "raw:1", new byte[] { 0, 13, 10, 255 }, new Trace("a", "b", "c"));
        Expect(await store.QuarantineAsync(Tenant, entry).ConfigureAwait(false), CommitResult.Committed);
        Expect(await store.QuarantineAsync(Tenant, entry).ConfigureAwait(false), CommitResult.Duplicate);
        var kept = (await store.ReadQuarantineAsync(Tenant, 10).ConfigureAwait(false)).Single();
        Expect(kept.Raw.Span.SequenceEqual(entry.Raw.Span), "bytes");
        Expect((kept.Place, kept.Reason, kept.At), (entry.Place, entry.Reason, entry.At), "entry");
    }

    private static async Task ListsAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var a = await world.OpenAsync("m1").ConfigureAwait(false);
        var b = await world.OpenAsync("m2").ConfigureAwait(false);
        await store.CommitAsync(Tenant, new Commit(world.Do(a, new TicketCommand.Fire(Triggers.Resolve)))).ConfigureAwait(false);
        var rows = await store.ListAsync(Tenant, [StatusCategory.New, StatusCategory.Resolved], TicketSort.NextDue, 10).ConfigureAwait(false);
        Expect(rows.Select(r => r.Id).SequenceEqual([b.Id, a.Id]), "what is due comes first");
        Expect(rows[0], TicketRow.Of(b), "row");
        var byReference = await store.ListAsync(Tenant, Enum.GetValues<StatusCategory>(), TicketSort.Reference, 1).ConfigureAwait(false);
        Expect(byReference.Single().Id, a.Id, "first by reference");
        Expect((await store.ListAsync(Tenant, [StatusCategory.Open], TicketSort.Reference, 10).ConfigureAwait(false)).Count, 0, "no open ones");
        var counts = await store.CountAsync(Tenant).ConfigureAwait(false);
        Expect(counts.Sum(c => c.Count), 2L, "counted");
        Expect((await store.LoadsAsync(Tenant).ConfigureAwait(false))[new AgentId("kim")], 1, "load: what is resolved is no load");
    }

    private static async Task TenantsAsync(IHelpdeskStore store)
    {
        var world = new ConformanceWorld(store);
        var state = await world.OpenAsync("m1").ConfigureAwait(false);
        var other = new TenantId("t2");
        Expect(await store.LoadAsync(other, state.Id).ConfigureAwait(false) is null, "ticket");
        Expect(await store.FindAsync(other, state.Ticket.Reference).ConfigureAwait(false) is null, "reference");
        Expect((await store.FindThreadsAsync(
            other, new ThreadLookUps { ThreadIds = ["m1"], Messages = [state.Ticket.Messages[0].Message], References = [state.Ticket.Reference] }).ConfigureAwait(false)).Count, 0, "threads");
        Expect(!await store.IsKnownAsync(other, "mail:m1").ConfigureAwait(false), "key");
        var printers = new MessageSearch(Search.SearchQuery.Parse("printer").Require(), 9, null, Everywhere: true);
        Expect((await store.SearchAsync(other, printers).ConfigureAwait(false)).Hits.Count, 0, "search");
        Expect((await store.ReadEventsAsync(other, state.Id).ConfigureAwait(false)).Count, 0, "events");
        Expect((await store.ClaimOutboxAsync(other, Start, Duration.FromMinutes(1), 9).ConfigureAwait(false)).Count, 0, "outbox");
        Expect((await store.DueTimersAsync(other, Start + Duration.FromDays(99), 9).ConfigureAwait(false)).Count, 0, "timers");
        var mine = await world.ArriveAsync(Mail("m1"), other).ConfigureAwait(false);
        Expect(await store.CommitAsync(other, new Commit(mine, "mail:m1")).ConfigureAwait(false), CommitResult.Committed);
    }

    private static string Json(TicketState state) => JsonSerializer.Serialize(StoredSnapshot.Of(state), HelpdeskJson.Default.StoredSnapshot);
}
