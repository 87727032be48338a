using FsCheck.Fluent;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Search;
using Helpdesk.Core.Tests.Generators;
using Helpdesk.Core.TestSupport;
using NodaTime;

namespace Helpdesk.Core.Tests;

/// <summary>Random searches in a store with random messages of two tenants. Compiled into the tests of every store.</summary>
internal static class StoredSearches
{
    private static readonly TenantId[] Tenants = [new("searches"), new("other")];
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    private static readonly HelpdeskEngine Engine = new(HelpdeskConfiguration.Parse(
        """
        {"version":1,"departments":[{"id":"support"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "agents":[{"id":"a","address":"a@acme.example","departments":["support"]}],"templates":{},"notices":{}}
        """).Require());

    /// <summary>Holds that a search gives exactly the messages that match, the last first, in pages of any size to the end.</summary>
    public static async Task HoldAsync(IHelpdeskStore store, int searches)
    {
        List<TicketMessage>[] messages = [[], []];
        var texts = SearchTexts.Text.Sample(240).ToList();
        for (var i = 0; i < texts.Count; i += 3)
        {
            var outcome = Arrive(texts[i], texts[i + 1], texts[i + 2], i);
            var at = i % 2;
            Assert.Equal(CommitResult.Committed, await store.CommitAsync(Tenants[at], new Commit(outcome)).ConfigureAwait(false));
            messages[at].AddRange(outcome.Messages);
        }

        var answers = new List<int>();
        Properties.Holds(
            Prop.ForAll(
                Gen.Zip(SearchTexts.Search.Where(s => SearchQuery.Parse(s).IsValid), Gen.Zip(Gen.Elements(1, 2, 3, 7, 100), Gen.Elements(0, 1))).ToArbitrary(),
                drawn =>
                {
                    var (text, (size, of)) = drawn;
                    var query = SearchQuery.Parse(text).Require();
                    var expected = messages[of].Where(m => query.Matches(MessageWords.Of(m))).Reverse().Select(m => (m.Id, query.Excerpt(m.Text))).ToList();
                    var found = Read(store, Tenants[of], query, size).Select(h => (h.Message, h.Excerpt)).ToList();
                    Assert.True(
                        expected.Select(e => e.Id).SequenceEqual(found.Select(f => f.Message)), $"<{text}> wants {expected.Count} and finds {found.Count} in pages of {size}.");
                    answers.Add(expected.Count);
                }),
            searches);
        Assert.True(answers.Count(a => a > 0) * 5 > answers.Count, "Hardly a search finds anything.");
    }

    /// <summary>Holds the same for messages beyond every limit: of words, of bytes, of one word, and of a word's length.</summary>
    public static async Task HoldLongAsync(IHelpdeskStore store)
    {
        string[] texts =
        [
            string.Concat(Enumerable.Repeat("ab ", 300)) + "zz yy",
            string.Join(' ', Enumerable.Range(0, 20_000).Select(i => $"w{i}")),
            string.Join(' ', Enumerable.Range(1_000, 9_000).Select(i => string.Concat(Enumerable.Repeat("\U00010400", 60)) + i)),
            string.Concat(Enumerable.Repeat("のは", 3_000)) + "東京",
            new string('x', 100) + " " + new string('y', 2_000_000),
        ];
        var messages = new List<TicketMessage>();
        foreach (var (text, number) in texts.Select((t, i) => (t, i)))
        {
            var outcome = Arrive("", text, "", number);
            Assert.Equal(CommitResult.Committed, await store.CommitAsync(Tenants[0], new Commit(outcome)).ConfigureAwait(false));
            messages.AddRange(outcome.Messages);
        }

        string[] searches =
        [
            "ab", "\"ab zz\"", "\"zz yy\"", "w0", "w15000", "w15990", "w15999", "w19999", "w15*", "\"w14000 w14001\"", "の", "東京", "のは", "は東", "のは東京",
            string.Concat(Enumerable.Repeat("\U00010428", 60)) + "1000", string.Concat(Enumerable.Repeat("\U00010428", 60)) + "9999", new string('x', 64), new string('x', 90), new string('y', 64),
        ];
        foreach (var search in searches)
        {
            var query = SearchQuery.Parse(search).Require();
            var expected = messages.Where(m => query.Matches(MessageWords.Of(m))).Reverse().Select(m => m.Id);
            Assert.True(expected.SequenceEqual(Read(store, Tenants[0], query, 2).Select(h => h.Message)), $"<{search}> finds something else.");
        }
    }

    private static List<SearchHit> Read(IHelpdeskStore store, TenantId tenant, SearchQuery query, int size)
    {
        var hits = new List<SearchHit>();
        SearchCursor? after = null;
        do
        {
            var page = store.SearchAsync(tenant, new MessageSearch(query, size, after)).GetAwaiter().GetResult();
            Assert.True(page.Hits.Count <= size);
            Assert.True(page.Next is null || page.Hits.Count == size);
            hits.AddRange(page.Hits);
            after = page.Next;
        }
        while (after is not null);
        return hits;
    }

    private static Outcome.Changed Arrive(string subject, string text, string name, int number) => (Outcome.Changed)Engine.Receive(new Arrival
    {
        Message = new InboundMessage
        {
            Channel = new ChannelAddress(ChannelAddress.Mail, "support@acme.example"),
            DuplicateKey = $"{number}",
            ExternalId = $"{number}@x",
            From = Address.Mail("ann@customer.example", name),
            To = [Address.Mail("support@acme.example")],
            Subject = subject,
            Text = text,
            Attachments = [new Attachment(name, "text/plain", new byte[] { 1 })],
        },
        At = Now,
        Evidence = [],
        Around = Surroundings.None,
        Spam = new Spam.SpamKnowledge(Spam.SpamModel.Empty),
        NewTicket = new TicketId(Guid.CreateVersion7()),
        NewMessage = new MessageId(Guid.CreateVersion7()),
        NewReference = TicketReference.Format("HD-", number + 1),
    });
}
