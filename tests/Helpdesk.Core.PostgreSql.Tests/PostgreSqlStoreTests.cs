using System.Reflection;
using Helpdesk.Core.Conditions.Stored;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Blobs;
using Helpdesk.Core.Search;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Testing;
using Helpdesk.Core.Tests;
using Helpdesk.Core.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;

namespace Helpdesk.Core.PostgreSql.Tests;

[Collection("One after the other: a transaction that writes for long holds the feed of events back.")]
public sealed class PostgreSqlStoreTests(Database database) : IClassFixture<Database>
{
    private static readonly TenantId Tenant = new("default");

    private static readonly HelpdeskConfiguration Acknowledging = HelpdeskConfiguration.Parse(
        """
        {"version":1,"departments":[{"id":"support"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "templates":{"a":{"subject":"s","text":"t"}},"notices":{"acknowledgement":"a"}}
        """).Require();

    public static TheoryData<string> Checks => [.. StoreConformance.Checks.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task It_keeps_every_promise_of_the_port(string check)
    {
        await using var store = PostgreSqlStore.Open(database.NewSchema());
        await StoreConformance.Checks.Single(c => c.Name == check).RunAsync(store);
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task It_keeps_every_promise_with_contents_outside(string check)
    {
        var folder = Directory.CreateTempSubdirectory("helpdesk-");
        try
        {
            await using var store = PostgreSqlStore.Open(database.NewSchema(), new FileBlobStore(folder.FullName, TimeProvider.System));
            await StoreConformance.Checks.Single(c => c.Name == check).RunAsync(store);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Law: a query gives exactly what the evaluation gives.
    [Fact]
    public async Task A_query_gives_what_the_evaluation_gives()
    {
        await using var store = PostgreSqlStore.Open(database.NewSchema());
        await StoredQueries.HoldAsync(store, 500);
    }

    // Law: a search finds exactly what the evaluation finds, page by page to the end.
    [Fact]
    public async Task A_search_finds_what_the_evaluation_finds()
    {
        await using var store = PostgreSqlStore.Open(database.NewSchema());
        await StoredSearches.HoldAsync(store, 1_000);
    }

    [Fact]
    public async Task A_search_agrees_beyond_every_limit_of_a_message()
    {
        await using var store = PostgreSqlStore.Open(database.NewSchema());
        await StoredSearches.HoldLongAsync(store);
    }

    [Fact]
    public async Task A_schema_without_stored_fields_is_brought_up_and_its_tickets_are_found()
    {
        var schema = database.NewSchema();
        IReadOnlyDictionary<AgentId, int> loads;
        await using (var store = PostgreSqlStore.Open(schema))
        {
            await StoredQueries.HoldAsync(store, 1);
            loads = await store.LoadsAsync(new TenantId("queries"), CancellationToken.None);
        }

        Assert.NotEmpty(loads);
        PostgreSqlCluster.Execute(
            schema,
            WithoutLoads
            + "DROP TABLE message_words; DROP INDEX events_moment; ALTER TABLE events DROP COLUMN moment; CREATE UNIQUE INDEX events_position ON events(tenant, position);"
            + "ALTER TABLE helpdesk_schema DROP COLUMN epoch; DROP SEQUENCE claims; ALTER TABLE timers DROP COLUMN token, DROP COLUMN leased_until; ALTER TABLE outbox DROP COLUMN leased_until;"
            + "ALTER TABLE tickets DROP COLUMN fields, DROP COLUMN created; DROP INDEX tickets_priority; UPDATE helpdesk_schema SET version = 2");
        await using var again = PostgreSqlStore.Open(schema);
        var all = new TicketQuery(new StoredTest.Equal("requester.domain", ["CUSTOMER.EXAMPLE"]), TicketSort.Newest, 1_000);
        var page = await again.QueryAsync(new TenantId("queries"), all);
        Assert.Equal(40, page.Rows.Count);
        Assert.Equal(loads.OrderBy(l => l.Key.Value), (await again.LoadsAsync(new TenantId("queries"), CancellationToken.None)).OrderBy(l => l.Key.Value));
        Assert.Equal("HD-", page.Rows[0].Reference.Value[..3]);
        var search = new MessageSearch(SearchQuery.Parse("ann@customer.example").Require(), 1_000);
        Assert.Equal(40, (await again.SearchAsync(new TenantId("queries"), search)).Hits.Count);
    }

    // Law: however the server guesses, rare words come from the index of words alone, and common ones from the order of arrival without sorting.
    [Theory]
    [InlineData("SearchAll", "message_words_words", "Sort")]
    [InlineData("SearchNear", "Index Scan Backward using message_words_pkey", null)]
    public async Task A_search_goes_through_the_index_that_it_is_meant_to(string statement, string wanted, string? sorting)
    {
        var schema = database.NewSchema();
        await using var store = PostgreSqlStore.Open(schema);
        await StoredSearches.HoldAsync(store, 10);
        var sql = (string)typeof(PostgreSqlStore).GetField(statement, BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;
        var plan = await PlanAsync(schema, sql, "text, text, bigint, bigint, boolean", "'searches', '''A''', 9, 9, false", "SET enable_seqscan = off");
        Assert.Contains(plan, l => l.Contains(wanted, StringComparison.Ordinal));
        Assert.Equal(sorting is null, !plan.Exists(l => l.Contains("Sort", StringComparison.Ordinal)));
        Assert.DoesNotContain(plan, l => l.Contains("BitmapAnd", StringComparison.Ordinal) || l.Contains("Seq Scan", StringComparison.Ordinal));
    }

    private const string WithoutLoads =
        """
        DROP TRIGGER tickets_load_begun ON tickets; DROP TRIGGER tickets_load_changed ON tickets; DROP TRIGGER tickets_load_gone ON tickets; DROP FUNCTION count_load; DROP TABLE loads;
        CREATE INDEX tickets_load ON tickets(tenant, assignee) WHERE assignee IS NOT NULL AND category IN (0, 1, 2);
        """;

    // Tables that have grown since anybody looked at them: a server guesses by their pages alone. Of empty ones it takes any index.
    private const string Many =
        """
        DO 'DECLARE t text; BEGIN FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
          EXECUTE format(''ALTER TABLE %I SET (autovacuum_enabled = off)'', t); END LOOP; END';
        INSERT INTO tickets SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'reference', 'C-' || number || '-' || i, 'number', number + i * 1000))).*
          FROM tickets t, generate_series(1, 100) i;
        INSERT INTO messages(tenant, id, ticket, sender, body) SELECT tenant, gen_random_uuid(), ticket, sender, body FROM messages, generate_series(1, 50);
        INSERT INTO keys SELECT 'queries', sha256(i::text::bytea), gen_random_uuid() FROM generate_series(1, 4000) i;
        INSERT INTO thread_ids SELECT 'queries', sha256(i::text::bytea), 2, gen_random_uuid() FROM generate_series(1, 4000) i;
        INSERT INTO notices(tenant, recipient, at) SELECT 'queries', sha256((i % 50)::text::bytea), i FROM generate_series(1, 4000) i;
        INSERT INTO timers(tenant, ticket, kind, at) SELECT 'queries', gen_random_uuid(), 0, i FROM generate_series(1, 4000) i;
        INSERT INTO outbox(tenant, id, body, not_before, done) SELECT 'queries', gen_random_uuid(), repeat('x', 500), 0, i % 9 <> 0 FROM generate_series(1, 4000) i;
        """;

    // Law: what is asked of every message that comes in, and of all that is due, goes by keys, also where the server knows nothing of its tables yet. As
    // joins they read ids, messages, timers and all that ever left, and a maximum read all tickets of the tenant.
    [Theory]
    [InlineData("FindThreads", "text, bytea[], uuid[], text[]", "'a', '{}', '{}', '{}'", 6)]
    [InlineData("KnownKeys", "text, bytea[]", "'a', '{}'", 2)]
    [InlineData("UnseenIds", "text, bytea[], text", "'a', '{}', 'HD001'", 1)]
    [InlineData("NoticesTo", "text, bytea[], bigint", "'a', '{}', 0", 1)]
    [InlineData("NextNumber", "text", "'a'", 1)]
    [InlineData("ClaimTimers", "text, bigint, interval, integer", "'a', 0, '1 minute', 9", 3)]
    [InlineData("ClaimOutbox", "text, bigint, interval, integer", "'a', 0, '1 minute', 9", 2)]
    public async Task What_every_message_asks_goes_by_keys(string statement, string types, string values, int indexes)
    {
        var schema = database.NewSchema();
        await using var store = PostgreSqlStore.Open(schema);
        var sql = (string)typeof(PostgreSqlStore).GetField(statement, BindingFlags.NonPublic | BindingFlags.Static)!.GetRawConstantValue()!;
        sql = sql.StartsWith("COALESCE", StringComparison.Ordinal) ? "SELECT " + sql : sql;

        // Of an empty table with several indexes of a tenant it takes any.
        GoesByKeys(await PlanAsync(schema, sql, types, values), "using tickets_priority");
        await StoredQueries.HoldAsync(store, 1);
        PostgreSqlCluster.Execute(schema, Many);
        GoesByKeys(await PlanAsync(schema, sql, types, values), "nothing else");
        PostgreSqlCluster.Execute(schema, "ANALYZE tickets, messages, keys, thread_ids, notices, timers, outbox");
        GoesByKeys(await PlanAsync(schema, sql, types, values), "nothing else");

        // More of an index than the tenant; only the number is the end of one, and what waits to leave the beginning of one.
        void GoesByKeys(List<string> plan, string butFor)
        {
            var all = string.Join("\n", plan);
            var whole = plan.Zip(plan.Skip(1)).Where(l => l.Second.EndsWith("Index Cond: (tenant = $1)", StringComparison.Ordinal)).Select(l => l.First)
                .Where(l => !l.Contains(butFor, StringComparison.Ordinal)).ToList();
            Assert.True(whole.Count == (statement is "NextNumber" or "ClaimOutbox" ? 1 : 0), all);
            Assert.All(whole, l => Assert.Matches("Index Only Scan Backward using tickets_number|Index Scan using outbox_waiting", l));
            Assert.DoesNotContain("notices_at", all, StringComparison.Ordinal);
            Assert.True(plan.Count(l => l.Contains("Index", StringComparison.Ordinal)) >= indexes, all);
            Assert.DoesNotMatch("Hash|Merge Join|Seq Scan", all);
        }
    }

    private static async Task<List<string>> PlanAsync(string schema, string sql, string types, string values, string setting = "")
    {
        await using var connection = new NpgsqlConnection(schema);
        await connection.OpenAsync(CancellationToken.None);
        await using var prepare = new NpgsqlCommand($"DEALLOCATE ALL; {setting}; SET plan_cache_mode = force_generic_plan; PREPARE f({types}) AS {sql}", connection);
        await prepare.ExecuteNonQueryAsync(CancellationToken.None);
        await using var explain = new NpgsqlCommand($"EXPLAIN EXECUTE f({values})", connection);
        await using var reader = await explain.ExecuteReaderAsync(CancellationToken.None);
        var plan = new List<string>();
        while (await reader.ReadAsync(CancellationToken.None))
        {
            plan.Add(reader.GetString(0).Replace("(tenant)::text", "tenant", StringComparison.Ordinal).Replace("($1)::text", "$1", StringComparison.Ordinal));
        }

        return plan;
    }

    private static Task<IntakeResult> AcknowledgeAsync(PostgreSqlStore store, string id) => new Intake(Acknowledging, store, Tenant).ReceiveAsync(
        SupportMail.Of(id, $"{id}@customer.example"), Instant.FromUtc(2026, 3, 2, 9, 0));

    // Hosts that are open already go on while the tables are brought up.
    [Fact]
    public async Task Loads_are_counted_when_nobody_is_changing_them()
    {
        var schema = database.NewSchema();
        await using (var store = PostgreSqlStore.Open(schema))
        {
            await AcknowledgeAsync(store, "m1");
        }

        PostgreSqlCluster.Execute(schema, WithoutLoads + "UPDATE helpdesk_schema SET version = version - 1");
        await using var open = new NpgsqlConnection(schema);
        await open.OpenAsync(CancellationToken.None);
        await using var transaction = await open.BeginTransactionAsync(CancellationToken.None);
        await using var change = new NpgsqlCommand("UPDATE tickets SET assignee = 'lee'", open);
        Assert.Equal(1, await change.ExecuteNonQueryAsync(CancellationToken.None));
        var opening = Task.Run(() => PostgreSqlStore.Open(schema));
        await using var waiting = new NpgsqlCommand("SELECT count(*) FROM pg_locks WHERE relation = 'tickets'::regclass AND NOT granted", open);
        while ((long)(await waiting.ExecuteScalarAsync(CancellationToken.None))! == 0)
        {
            Assert.False(opening.IsCompleted);
            await Task.Delay(10);
        }

        await transaction.CommitAsync(CancellationToken.None);
        await using var again = await opening;
        Assert.Equal([KeyValuePair.Create(new AgentId("lee"), 1)], await again.LoadsAsync(Tenant, CancellationToken.None));
    }

    // Law: what agents have to do is right whoever changes it and whoever adds it up at the same time, and it stays few rows.
    [Fact]
    public async Task Loads_add_up_while_many_change_them()
    {
        const int Writers = 4;
        var schema = database.NewSchema();
        await using var store = PostgreSqlStore.Open(schema);
        await AcknowledgeAsync(store, "m1");
        PostgreSqlCluster.Execute(
            schema,
            "INSERT INTO tickets SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'reference', 'C-' || i, 'number', number + i, 'assignee', 'a' || i % 3))).*"
            + " FROM tickets t, generate_series(1, 40) i");
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            await using var connection = new NpgsqlConnection(schema);
            await connection.OpenAsync(CancellationToken.None);
            for (var i = 0; i < 60; i++)
            {
                await using var change = new NpgsqlCommand(
                    $"UPDATE tickets SET assignee = 'a' || (number + {i}) % 5, category = (number + {i}) % 7 WHERE number % {Writers} = {w}", connection);
                await change.ExecuteNonQueryAsync(CancellationToken.None);
                await store.LoadsAsync(Tenant, CancellationToken.None);
            }
        })));

        // Whoever does it by hand, from another schema, is counted too.
        PostgreSqlCluster.Execute(
            schema, $"SET search_path = pg_catalog; UPDATE {new NpgsqlConnectionStringBuilder(schema).SearchPath}.tickets SET assignee = 'kim' WHERE number % 5 = 0");
        var found = await store.LoadsAsync(Tenant, CancellationToken.None);
        await using var counting = new NpgsqlConnection(schema);
        await counting.OpenAsync(CancellationToken.None);
        await using var count = new NpgsqlCommand(
            "SELECT string_agg(assignee || count, ' ' ORDER BY assignee) FROM (SELECT assignee, count(*) FROM tickets WHERE assignee IS NOT NULL AND category IN (0, 1, 2) GROUP BY assignee) l",
            counting);
        Assert.Equal(await count.ExecuteScalarAsync(CancellationToken.None), string.Join(' ', found.OrderBy(l => l.Key.Value).Select(l => $"{l.Key.Value}{l.Value}")));
        await using var rows = new NpgsqlCommand("SELECT count(*) FROM loads", counting);
        Assert.InRange((long)(await rows.ExecuteScalarAsync(CancellationToken.None))!, 1, 600);
    }

    // A transaction that began before and commits after another one may write in front of it: what comes after is not shown before it is decided.
    [Fact]
    public async Task Events_come_when_nothing_can_come_in_front_of_them_any_more()
    {
        var schema = database.NewSchema();
        await using var store = PostgreSqlStore.Open(schema);
        await AcknowledgeAsync(store, "m1");
        var first = await store.ReadEventsAsync(Tenant, null, 99, CancellationToken.None);
        Assert.NotEmpty(first);
        await using var open = new NpgsqlConnection(schema);
        await open.OpenAsync(CancellationToken.None);
        await using var transaction = await open.BeginTransactionAsync(CancellationToken.None);
        await using var number = new NpgsqlCommand("SELECT pg_current_xact_id()", open);
        await number.ExecuteScalarAsync(CancellationToken.None);
        await AcknowledgeAsync(store, "m2");
        Assert.Empty(await store.ReadEventsAsync(Tenant, first[^1].Place, 99, CancellationToken.None));
        await transaction.CommitAsync(CancellationToken.None);
        Assert.Equal(first.Count, (await store.ReadEventsAsync(Tenant, first[^1].Place, 99, CancellationToken.None)).Count);
    }

    // As after a dump that was restored on a server which has counted fewer transactions.
    [Fact]
    public async Task Events_go_on_in_a_database_that_was_restored_elsewhere()
    {
        var schema = database.NewSchema();
        await using (var store = PostgreSqlStore.Open(schema))
        {
            await AcknowledgeAsync(store, "m1");
        }

        PostgreSqlCluster.Execute(schema, "UPDATE events SET moment = moment + 1000000000");
        await using var again = PostgreSqlStore.Open(schema);
        var old = await again.ReadEventsAsync(Tenant, null, 99, CancellationToken.None);
        Assert.NotEmpty(old);
        await AcknowledgeAsync(again, "m2");
        var next = await again.ReadEventsAsync(Tenant, old[^1].Place, 99, CancellationToken.None);
        Assert.Equal(old.Count, next.Count);
    }

    // Each waits for an hour and is woken by what the other commits; not by what happens in another schema.
    [Fact]
    public async Task A_commit_wakes_who_waits_for_messages_on_another_host()
    {
        var schema = database.NewSchema();
        await using var here = PostgreSqlStore.Open(schema);
        await using var there = PostgreSqlStore.Open(schema);
        await using var elsewhere = PostgreSqlStore.Open(database.NewSchema());
        var far = elsewhere.WaitForMessagesAsync(Tenant, 0, TimeSpan.FromHours(1), CancellationToken.None);
        long seen = 0;
        for (var i = 0; i < 3; i++)
        {
            var waiting = there.WaitForMessagesAsync(Tenant, seen, TimeSpan.FromHours(1), CancellationToken.None);

            // Until it listens, what is told is lost: a later one wakes it.
            for (var message = 0; !waiting.IsCompleted; message++)
            {
                Assert.True(message < 300, "It was not woken.");
                await AcknowledgeAsync(here, $"m{i}-{message}");
                await Task.WhenAny(waiting, Task.Delay(100, TestContext.Current.CancellationToken));
            }

            seen = await waiting;

            // Whoever listens is cut off, and listens again.
            PostgreSqlCluster.Execute(schema, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'");
        }

        Assert.False(far.IsCompleted);
    }

    [Fact]
    public async Task Hosts_that_start_at_once_make_the_tables_once()
    {
        var schema = database.NewSchema();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => PostgreSqlStore.Open(schema).Dispose())));
        await using var store = PostgreSqlStore.Open(schema);
        Assert.Equal(1, await store.NextNumberAsync(Tenant));
    }

    [Fact]
    public void A_schema_of_a_newer_program_is_refused()
    {
        var schema = database.NewSchema();
        PostgreSqlStore.Open(schema).Dispose();
        PostgreSqlCluster.Execute(schema, "UPDATE helpdesk_schema SET version = 99");
        var refused = Assert.Throws<InvalidDataException>(() => PostgreSqlStore.Open(schema));
        Assert.Contains("newer than this program", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_of_another_program_is_refused_and_left_alone()
    {
        var schema = database.NewSchema();
        var name = new NpgsqlConnectionStringBuilder(schema).SearchPath;
        PostgreSqlCluster.Execute(database.Connection, $"CREATE SCHEMA {name}; CREATE TABLE {name}.customers(id integer)");
        var refused = Assert.Throws<InvalidDataException>(() => PostgreSqlStore.Open(schema));
        Assert.Contains("another program", refused.Message, StringComparison.Ordinal);
        PostgreSqlCluster.Execute(database.Connection, $"DROP TABLE {name}.customers; DROP SCHEMA {name}");
    }

    [Fact]
    public void A_server_that_is_not_there_is_an_error_of_the_world()
    {
        var refused = Assert.Throws<IOException>(() => PostgreSqlStore.Open("Host=127.0.0.1;Port=1;Username=x;Database=nothing;Timeout=5"));
        Assert.Contains("nothing", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_added_to_a_host_in_the_place_of_any_other_store()
    {
        var services = new ServiceCollection().AddSingleton<IHelpdeskStore, InMemoryStore>().AddHelpdeskPostgreSql(database.NewSchema());
        using var provider = services.BuildServiceProvider();
        Assert.IsType<PostgreSqlStore>(Assert.Single(provider.GetServices<IHelpdeskStore>()));
    }

    [Fact]
    public async Task What_the_filter_was_taught_under_other_features_is_forgotten_and_it_learns_anew()
    {
        var features = SpamFeatures.FromHashes([1, 2]);
        var schema = database.NewSchema();
        await using (var store = PostgreSqlStore.Open(schema))
        {
            await store.TeachAsync(Tenant, "m", features, SpamClass.Spam);
        }

        PostgreSqlCluster.Execute(schema, $"UPDATE spam_models SET features = {SpamModel.FeatureVersion - 1}");
        await using var other = PostgreSqlStore.Open(schema);
        Assert.Null(await other.ReadSpamModelAsync(Tenant));
        Assert.Equal(CommitResult.Committed, await other.TeachAsync(Tenant, "m", features, SpamClass.Spam));
    }

    // Lessons of two hosts at once add up: none is lost, none counts twice.
    [Fact]
    public async Task Two_hosts_that_teach_at_once_lose_nothing()
    {
        var schema = database.NewSchema();
        await using var one = PostgreSqlStore.Open(schema);
        await using var other = PostgreSqlStore.Open(schema);
        var model = SpamModel.Empty;
        var lessons = Enumerable.Range(0, 60).Select(i => (Key: $"m{i}", Features: SpamFeatures.FromHashes([1, 2, (ulong)i % 7 + 3]), Class: (SpamClass)(i % 2))).ToList();
        foreach (var (_, features, @class) in lessons)
        {
            model = model.Apply(features.Learn(@class))!;
        }

        await Task.WhenAll(
            Task.Run(async () => await TeachAsync(one, lessons)),
            Task.Run(async () => await TeachAsync(other, Enumerable.Reverse(lessons))));
        Assert.Equal(model.ToBytes(), (await other.ReadSpamModelAsync(Tenant))!.Over(SpamModel.Empty).ToBytes());

        static async Task TeachAsync(PostgreSqlStore store, IEnumerable<(string Key, SpamFeatures Features, SpamClass Class)> all)
        {
            foreach (var (key, features, @class) in all)
            {
                await store.TeachAsync(Tenant, key, features, @class);
            }
        }
    }
}
