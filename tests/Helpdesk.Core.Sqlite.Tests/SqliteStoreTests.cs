using System.Reflection;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Conditions.Stored;
using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Blobs;
using Helpdesk.Core.Search;
using Helpdesk.Core.Testing;
using Helpdesk.Core.Tests;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Sqlite.Tests;

public sealed class SqliteStoreTests
{
    // Takes back what the steps after the seventh add.
    private const string LaterSteps =
        """
        DROP TRIGGER tickets_load_begun; DROP TRIGGER tickets_load_changed; DROP TRIGGER tickets_load_gone; DROP TABLE loads;
        CREATE INDEX tickets_load ON tickets(tenant, assignee) WHERE assignee IS NOT NULL AND category IN (0, 1, 2);
        DROP INDEX outbox_waiting; CREATE INDEX outbox_waiting ON outbox(tenant, not_before) WHERE done = 0;
        DROP TABLE search;
        DROP INDEX events_position; ALTER TABLE events DROP COLUMN position;
        ALTER TABLE timers DROP COLUMN token; ALTER TABLE timers DROP COLUMN leased_until; ALTER TABLE outbox DROP COLUMN leased_until;
        DROP INDEX tickets_newest; DROP INDEX tickets_priority; DROP INDEX tickets_due;
        ALTER TABLE tickets DROP COLUMN due_number; ALTER TABLE tickets DROP COLUMN newest_number; ALTER TABLE tickets DROP COLUMN priority_number; ALTER TABLE tickets DROP COLUMN fields; ALTER TABLE tickets DROP COLUMN created;
        """;

    public static TheoryData<string> Checks => [.. StoreConformance.Checks.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task It_keeps_every_promise_of_the_port(string check)
    {
        using var folder = new TemporaryFolder();
        using var store = SqliteStore.Open(folder.Path("a.db"));
        await StoreConformance.Checks.Single(c => c.Name == check).RunAsync(store);
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task It_keeps_every_promise_with_contents_outside(string check)
    {
        using var folder = new TemporaryFolder();
        using var store = SqliteStore.Open(folder.Path("a.db"), blobs: new FileBlobStore(folder.Path("blobs"), TimeProvider.System));
        await StoreConformance.Checks.Single(c => c.Name == check).RunAsync(store);
    }

    // Law: a query gives exactly what the evaluation gives.
    [Fact]
    public async Task A_query_gives_what_the_evaluation_gives()
    {
        using var folder = new TemporaryFolder();
        using var store = SqliteStore.Open(folder.Path("a.db"));
        await StoredQueries.HoldAsync(store, 500);
    }

    // Law: a search finds exactly what the evaluation finds, page by page to the end.
    [Fact]
    public async Task A_search_finds_what_the_evaluation_finds()
    {
        using var folder = new TemporaryFolder();
        using var store = SqliteStore.Open(folder.Path("a.db"));
        await StoredSearches.HoldAsync(store, 1_000);
    }

    [Fact]
    public async Task A_search_agrees_beyond_every_limit_of_a_message()
    {
        using var folder = new TemporaryFolder();
        using var store = SqliteStore.Open(folder.Path("a.db"));
        await StoredSearches.HoldLongAsync(store);
    }

    // Law: an erasure takes the words out of the index too, and overwrites them.
    [Fact]
    public async Task What_was_erased_is_in_no_byte_of_the_file()
    {
        using var folder = new TemporaryFolder();
        using (var desk = new Desk(path: folder.Path("a.db")))
        {
            await desk.ReceiveAsync(text: "My password is Zanzibar77.");
            for (var i = 0; i < 200; i++)
            {
                await desk.ReceiveAsync(text: $"My number is {i}.", from: Address.Mail($"c{i}@other.example"));
            }

            Assert.Single((await desk.Get<TicketDesk>().SearchAsync("zanzibar77")).Hits);
            Assert.Contains("ZANZIBAR77", Bytes(), StringComparison.OrdinalIgnoreCase);
            await desk.Get<TicketDesk>().EraseAsync(Desk.Ann, new Actor.Agent(Desk.Kim));
            Assert.DoesNotContain("ZANZIBAR", Bytes(), StringComparison.OrdinalIgnoreCase);
            Assert.Empty((await desk.Get<TicketDesk>().SearchAsync("zanzibar77")).Hits);
            Assert.Equal(20, (await desk.Get<TicketDesk>().SearchAsync("\"my number\"")).Hits.Count);
        }

        Execute(folder.Path("a.db"), "INSERT INTO search(search) VALUES('integrity-check')");

        string Bytes() => string.Concat(Directory.GetFiles(folder.Path(""), "a.db*").Select(f =>
        {
            using var file = new FileStream(f, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file, System.Text.Encoding.Latin1);
            return reader.ReadToEnd();
        }));
    }

    [Fact]
    public async Task A_condition_over_what_is_not_stored_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        using var desk = new Desk(path: folder.Path("a.db"));
        var ticket = await desk.OpenAsync();
        Assert.Equal(ticket, Assert.Single((await desk.Get<TicketDesk>().QueryAsync(Parse("""{"field":"ticket.category","op":"in","value":["new","open"]}"""), TicketSort.Newest)).Rows).Id);
        var refused = await desk.Get<TicketDesk>().QueryAsync(
            Parse("""{"any":[{"field":"message.text","op":"containsText","value":"a"},{"field":"ticket.subject","op":"matches","value":"a"}]}"""), TicketSort.Newest);
        Assert.Equal(["/any/0 not-stored", "/any/1 not-translatable"], refused.Faults.Select(f => $"{f.Place} {f.Code}"));
        Assert.Contains("message.text", refused.Faults[0].Sentence, StringComparison.Ordinal);
        Assert.Empty(refused.Rows);

        static Condition Parse(string json) => Condition.Parse(json, TicketFields.Catalogue).Require();
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_with_a_sentence()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Path("a.db"), new string('x', 5_000));
        var refused = Assert.Throws<InvalidDataException>(() => SqliteStore.Open(folder.Path("a.db")));
        Assert.Contains("no usable database", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TABLE customers(id)", "another program")]
    [InlineData("PRAGMA application_id=1212445547; PRAGMA user_version=99; CREATE TABLE x(id)", "newer")]
    public void A_database_of_another_or_a_newer_program_is_refused(string sql, string why)
    {
        using var folder = new TemporaryFolder();
        Execute(folder.Path("a.db"), sql);
        var refused = Assert.Throws<InvalidDataException>(() => SqliteStore.Open(folder.Path("a.db")));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_the_first_schema_is_brought_up_and_knows_its_threads_and_keys()
    {
        var tenant = new TenantId("default");
        using var folder = new TemporaryFolder();
        TicketId ticket;
        using (var desk = new Desk(path: folder.Path("a.db")))
        {
            ticket = await desk.OpenAsync();
        }

        // What the first schema had in these places.
        Execute(
            folder.Path("a.db"),
            LaterSteps +
            """
            DROP TABLE thread_ids; DROP TABLE leases; DROP TABLE deliveries; ALTER TABLE keys DROP COLUMN message; DROP TABLE notices; DROP TABLE spam_taught; DELETE FROM keys; INSERT INTO keys VALUES('default', 'mail:old');
            CREATE TABLE threads(tenant TEXT NOT NULL, external_id TEXT NOT NULL, kind INTEGER NOT NULL, ticket TEXT NOT NULL,
              PRIMARY KEY(tenant, external_id, kind, ticket)) WITHOUT ROWID;
            PRAGMA user_version=1;
            """);
        using var store = SqliteStore.Open(folder.Path("a.db"));
        Assert.True(await store.IsKnownAsync(tenant, "mail:old"));
        Assert.False(await store.IsKnownAsync(tenant, "mail:new"));
        var found = await store.FindThreadsAsync(tenant, new ThreadLookUps { ThreadIds = ["m1@customer.example"] });
        Assert.Equal([EvidenceKind.SharedAncestor, EvidenceKind.ExternalId], found.Select(f => f.Kind).Order());
        Assert.All(found, f => Assert.Equal(ticket, f.Candidate.Ticket));
        var search = new MessageSearch(SearchQuery.Parse("customer.example").Require(), 9);
        Assert.Contains((await store.SearchAsync(tenant, search)).Hits, h => h.Ticket.Id == ticket);
    }

    [Fact]
    public async Task What_the_filter_was_taught_under_other_features_is_forgotten_and_it_learns_anew()
    {
        var tenant = new TenantId("default");
        var features = SpamFeatures.FromHashes([1, 2]);
        using var folder = new TemporaryFolder();
        using (var store = SqliteStore.Open(folder.Path("a.db")))
        {
            await store.TeachAsync(tenant, "m", features, SpamClass.Spam);
        }

        using (var same = SqliteStore.Open(folder.Path("a.db")))
        {
            Assert.Equal(CommitResult.Duplicate, await same.TeachAsync(tenant, "m", features, SpamClass.Spam));
        }

        Execute(folder.Path("a.db"), $"UPDATE spam_models SET features = {SpamModel.FeatureVersion - 1}");
        using var other = SqliteStore.Open(folder.Path("a.db"));
        Assert.Null(await other.ReadSpamModelAsync(tenant));
        Assert.Equal(CommitResult.Committed, await other.TeachAsync(tenant, "m", features, SpamClass.Spam));
        Assert.Equal(new SpamTotals(1, 0, 2, 0), (await other.ReadSpamModelAsync(tenant))!.Over(SpamModel.Empty).Totals);
    }

    // Lessons of two hosts at once add up: none is lost, none counts twice.
    [Fact]
    public async Task Two_hosts_that_teach_at_once_lose_nothing()
    {
        var tenant = new TenantId("default");
        using var folder = new TemporaryFolder();
        using var one = SqliteStore.Open(folder.Path("a.db"));
        using var other = SqliteStore.Open(folder.Path("a.db"));
        var model = SpamModel.Empty;
        var lessons = Enumerable.Range(0, 60).Select(i => (Key: $"m{i}", Features: SpamFeatures.FromHashes([1, 2, (ulong)i % 7 + 3]), Class: (SpamClass)(i % 2))).ToList();
        foreach (var (_, features, @class) in lessons)
        {
            model = model.Apply(features.Learn(@class))!;
        }

        await Task.WhenAll(
            Task.Run(async () => await TeachAsync(one, lessons)),
            Task.Run(async () => await TeachAsync(other, Enumerable.Reverse(lessons))));
        Assert.Equal(model.ToBytes(), (await other.ReadSpamModelAsync(tenant))!.Over(SpamModel.Empty).ToBytes());

        async Task TeachAsync(SqliteStore store, IEnumerable<(string Key, SpamFeatures Features, SpamClass Class)> all)
        {
            foreach (var (key, features, @class) in all)
            {
                await store.TeachAsync(tenant, key, features, @class);
            }
        }
    }

    [Fact]
    public async Task A_database_of_the_second_schema_keeps_its_clocks_and_their_timers()
    {
        var tenant = new TenantId("default");
        using var folder = new TemporaryFolder();
        TicketId ticket;
        IReadOnlyList<Sla.SlaClock> clocks;
        using (var desk = new Desk(path: folder.Path("a.db")))
        {
            ticket = await desk.OpenAsync();
            clocks = (await desk.StateAsync(ticket)).Sla.Clocks;
        }

        // The names and the two timers of the second schema.
        Execute(
            folder.Path("a.db"),
            LaterSteps +
            """
            UPDATE tickets SET next_target = 'first-reply',
              snapshot = replace(replace(snapshot, '"metric":"firstReply"', '"metric":"FirstReply"'), '"metric":"resolution"', '"metric":"Resolution"');
            INSERT INTO timers SELECT tenant, ticket, 1, at + 1000 FROM timers WHERE kind = 0;
            DROP INDEX events_sla; DROP TABLE deliveries; ALTER TABLE keys DROP COLUMN message; DROP TABLE notices; DROP TABLE spam_taught; PRAGMA user_version=2;
            """);
        using (var store = SqliteStore.Open(folder.Path("a.db")))
        {
            Assert.Equal(1, Assert.Single(await store.LoadsAsync(tenant)).Value);
            Assert.Equal(clocks, (await store.LoadAsync(tenant, ticket))!.Sla.Clocks);
            Assert.Equal("firstReply", Assert.Single(await store.ListAsync(tenant, [StatusCategory.New, StatusCategory.Open], TicketSort.NextDue, 5)).NextTarget);
            var newest = new TicketQuery(new StoredTest.Equal("requester.domain", ["CUSTOMER.EXAMPLE"]), TicketSort.Newest, 5);
            Assert.Equal(ticket, Assert.Single((await store.QueryAsync(tenant, newest)).Rows).Id);
            var timer = Assert.Single(await store.DueTimersAsync(tenant, Instant.FromUtc(2030, 1, 1, 0, 0), 9), t => t.Timer.Kind == TimerKind.Sla);
            Assert.Equal(clocks.Min(c => c.NextWakeAt), timer.Timer.At);
        }

        using var again = new Desk(path: folder.Path("a.db"));
        await again.LaterAsync(Duration.FromHours(5));
        Assert.Single(await again.Store.ReadEventsAsync(tenant, ticket), e => e.Event is TicketEvent.SlaBreached);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_an_error_of_the_world()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<IOException>(() => SqliteStore.Open(folder.Path("none/a.db")));
    }

    // Law: what is asked of every message that comes in goes through indexes, however much there is. Without the order of its joins the
    // statement read all ids, messages and tickets of the tenant for each message.
    [Fact]
    public void Looking_for_the_ticket_of_a_message_reads_no_table_from_end_to_end()
    {
        using var folder = new TemporaryFolder();
        using (SqliteStore.Open(folder.Path("a.db")))
        {
        }

        var sql = (string)typeof(SqliteStore).GetField("FindThreads", BindingFlags.NonPublic | BindingFlags.Static)!.GetRawConstantValue()!;
        var steps = Plan(folder.Path("a.db"), sql).Where(s => s.Contains(" USING ", StringComparison.Ordinal) && s.StartsWith("SEARCH", StringComparison.Ordinal)).ToList();
        Assert.Equal(6, steps.Count);
        Assert.All(steps, s => Assert.Matches(@"\(tenant=\? AND \w+=\?\)|rowid=\?", s));
    }

    // Law: a page costs the same at any depth: it begins at its place in an index and sorts nothing. Over indexes of expressions it read all that
    // stood before it.
    [Theory]
    [InlineData(TicketSort.Reference, "(tenant=? AND reference>?)")]
    [InlineData(TicketSort.NextDue, "(tenant=? AND (due_number,reference)>(?,?))")]
    [InlineData(TicketSort.Newest, "(tenant=? AND (newest_number,reference)>(?,?))")]
    [InlineData(TicketSort.Priority, "(tenant=? AND (priority_number,reference)>(?,?))")]
    public void A_page_begins_at_its_place(TicketSort sort, string place)
    {
        using var folder = new TemporaryFolder();
        using (SqliteStore.Open(folder.Path("a.db")))
        {
        }

        var page = typeof(SqliteStore).GetMethod("PageOf", BindingFlags.NonPublic | BindingFlags.Static)!;
        var step = Assert.Single(Plan(folder.Path("a.db"), (string)page.Invoke(null, [sort, false, "TRUE"])!));
        Assert.StartsWith("SEARCH tickets USING INDEX ", step, StringComparison.Ordinal);
        Assert.EndsWith(place, step, StringComparison.Ordinal);
    }

    // Law: what is due and what waits to leave is found by keys and in its order, not by looking at all of it.
    [Theory]
    [InlineData(
        "ClaimTimers",
        "SEARCH timers USING PRIMARY KEY (tenant=? AND ticket=? AND kind=?)",
        "LIST SUBQUERY",
        "SEARCH c USING INDEX timers_at (tenant=? AND at<?)",
        "CORRELATED SCALAR SUBQUERY",
        "SEARCH e USING PRIMARY KEY (tenant=? AND ticket=?)",
        "USE TEMP B-TREE FOR ORDER BY",
        "CREATE BLOOM FILTER")]
    [InlineData(
        "ClaimOutbox",
        "SEARCH outbox USING INTEGER PRIMARY KEY (rowid=?)",
        "LIST SUBQUERY",
        "SEARCH outbox USING INDEX outbox_waiting (tenant=?)",
        "CREATE BLOOM FILTER")]
    public void What_is_due_is_found_by_keys(string statement, params string[] steps)
    {
        using var folder = new TemporaryFolder();
        using (SqliteStore.Open(folder.Path("a.db")))
        {
        }

        var sql = (string)typeof(SqliteStore).GetField(statement, BindingFlags.NonPublic | BindingFlags.Static)!.GetRawConstantValue()!;
        var plan = Plan(folder.Path("a.db"), sql, 6);
        Assert.True(steps.Length == plan.Count, string.Join("\n", plan));
        Assert.All(steps.Zip(plan), s => Assert.StartsWith(s.First, s.Second, StringComparison.Ordinal));
    }

    // Law: a search goes down the index and stops when the page is full: nothing is sorted, and what it finds is looked up by keys.
    [Fact]
    public void Searching_sorts_nothing_and_reads_no_table_from_end_to_end()
    {
        using var folder = new TemporaryFolder();
        using (SqliteStore.Open(folder.Path("a.db")))
        {
        }

        var sql = (string)typeof(SqliteStore).GetField("SearchMessages", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;
        var steps = Plan(folder.Path("a.db"), sql, 5);
        Assert.Collection(
            steps,
            s => Assert.Matches("^SCAN s VIRTUAL TABLE INDEX .*M", s),
            s => Assert.Contains("m USING INTEGER PRIMARY KEY (rowid=?)", s, StringComparison.Ordinal),
            s => Assert.Matches(@"SEARCH k USING PRIMARY KEY \(tenant=\? AND id=\?\)", s));
    }

    private static List<string> Plan(string path, string sql, int values = 4)
    {
        using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False");
        other.Open();
        using var command = other.CreateCommand();
#pragma warning disable CA2100 // constant SQL of the store
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
#pragma warning restore CA2100
        for (var i = 1; i <= values; i++)
        {
            command.Parameters.AddWithValue($"?{i}", "[]");
        }

        using var reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
        {
            steps.Add(reader.GetString(3));
        }

        return steps;
    }

    private static void Execute(string path, string sql)
    {
        using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False");
        other.Open();
        using var command = other.CreateCommand();
#pragma warning disable CA2100 // constant SQL of this file
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
