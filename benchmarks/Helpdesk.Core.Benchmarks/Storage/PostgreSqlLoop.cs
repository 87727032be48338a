using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Helpdesk.Core.PostgreSql;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Search;
using Helpdesk.Core.Tickets;
using NodaTime;
using Npgsql;

namespace Helpdesk.Core.Benchmarks.Storage;

/// <summary>
/// The statements of <see cref="PostgreSqlStore"/> by hand: one batch a commit, sent at once over a connection of the pool, prepared by the
/// driver as it is for the store.
/// </summary>
internal sealed class PostgreSqlLoop : IByHand
{
    private readonly NpgsqlDataSource _source;

    public PostgreSqlLoop(string connection)
    {
        PostgreSqlStore.Open(connection).Dispose();
        _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { MaxAutoPrepare = 100, AutoPrepareMinUsages = 2, NoResetOnClose = true });
    }

    public Step[] Prepare(Commit commit)
    {
        var outcome = commit.Outcome;
        var state = outcome.State;
        var tenant = Supply.Tenant.Value;
        var ticket = state.Id.Value;
        var steps = new List<Step>();
        if (commit is { DuplicateKey: { } key, Message: { } message })
        {
            var by = outcome.Messages.First(m => m.Id == message).Channel;
            steps.Add(new Step(
                "SELECT demand(NOT EXISTS(SELECT 1 FROM keys WHERE tenant = $1 AND key = $2), $3)", tenant, Digest("former " + key), "HD001"));
            steps.Add(new Step("INSERT INTO keys(tenant, key, message) VALUES($1, $2, $3::uuid)", tenant, Digest(key), message.ToString()));
            steps.Add(new Step(
                "INSERT INTO deliveries(tenant, message, way, channel, account) VALUES($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                tenant, message.Value, Digest($"{by.Channel}\n{by.Account}"), by.Channel, by.Account));
        }

        if (commit.Unseen.Count > 0)
        {
            byte[][] unseen = [.. commit.Unseen.Select(Digest)];
            steps.Add(new Step(
                "SELECT pg_advisory_xact_lock($1, l.id) FROM unnest($2) AS l(id)",
                0x4844736b, unseen.Select(i => BinaryPrimitives.ReadInt32BigEndian(i) | 1).Distinct().Order().ToArray()));
            steps.Add(new Step(
                """
                SELECT demand(NOT EXISTS(SELECT 1 FROM unnest($2::bytea[]) AS w(id)
                  CROSS JOIN LATERAL (SELECT 1 FROM thread_ids WHERE tenant = $1 AND external_id = w.id OFFSET 0) t), $3)
                """,
                tenant, unseen, "HD001"));
        }

        var values = TicketColumns.Of(ticket, state);
        steps.Add(outcome.ExpectedVersion == 0
            ? new Step(
                """
                INSERT INTO tickets(tenant, id, reference, version, snapshot, subject, requester, people, department, status, category,
                  priority, assignee, next_target, next_due, fields, created, number)
                VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16::jsonb, $17,
                  COALESCE((SELECT number FROM tickets WHERE tenant = $1 ORDER BY number DESC LIMIT 1), 0) + 1)
                """,
                values)
            : new Step(
                """
                WITH changed AS (
                  UPDATE tickets SET version = $4, snapshot = $5, subject = $6, requester = $7, people = $8, department = $9, status = $10,
                    category = $11, priority = $12, assignee = $13, next_target = $14, next_due = $15, fields = $16::jsonb, created = $17
                  WHERE tenant = $1 AND id = $2 AND reference = $3 AND version = $18 RETURNING 1)
                SELECT demand(EXISTS(SELECT 1 FROM changed), $19)
                """,
                [.. values, outcome.ExpectedVersion, "HD001"]));
        steps.Add(new Step(
            """
            INSERT INTO events(tenant, ticket, version, tells_of_sla, body, moment)
            SELECT $1, $2, e.version, e.tells, e.body, s.epoch + pg_current_xact_id()::text::bigint
            FROM unnest($3, $4, $5) WITH ORDINALITY AS e(version, tells, body, place), helpdesk_schema s ORDER BY place
            """,
            tenant, ticket,
            outcome.Events.Select(e => e.Version).ToArray(),
            outcome.Events.Select(e => StoredChanges.TellsOfSla(e.Event)).ToArray(),
            outcome.Events.Select(e => JsonSerializer.Serialize(e, HelpdeskJson.Default.RecordedEvent)).ToArray()));
        var mark = $"'={Convert.ToHexStringLower(Digest(tenant).AsSpan(0, 4))}' ";
        foreach (var m in outcome.Messages)
        {
            var words = MessageWords.Of(m).Places.Select((w, i) => (Word: w, Place: i + 1)).Where(w => w.Word is not null).GroupBy(w => w.Word, w => w.Place);
            steps.Add(new Step(
                "INSERT INTO messages(tenant, id, ticket, sender, body) VALUES($1, $2, $3, $4, $5)",
                tenant, m.Id.Value, ticket,
                JsonSerializer.Serialize([m.From], HelpdeskJson.Default.AddressArray),
                JsonSerializer.Serialize(m with { Attachments = [] }, HelpdeskJson.Default.TicketMessage)));
            steps.Add(new Step(
                """
                INSERT INTO message_words(tenant, sequence, message, words) SELECT tenant, sequence, id, $3::tsvector FROM messages WHERE tenant = $1 AND id = $2
                ON CONFLICT(tenant, sequence) DO UPDATE SET words = excluded.words
                """,
                tenant, m.Id.Value, mark + string.Join(' ', words.Select(w => $"'{w.Key}':{string.Join(',', w)}"))));
        }

        if (StoredChanges.ThreadIds(outcome).ToArray() is { Length: > 0 } threads)
        {
            steps.Add(new Step(
                "INSERT INTO thread_ids SELECT $1, t.id, t.kind, t.message FROM unnest($2, $3, $4) AS t(id, kind, message) ON CONFLICT DO NOTHING",
                tenant,
                threads.Select(t => Digest(t.Id)).ToArray(), threads.Select(t => (int)t.Kind).ToArray(), threads.Select(t => t.Message.Value).ToArray()));
        }

        steps.Add(new Step("DELETE FROM timers WHERE tenant = $1 AND ticket = $2", tenant, ticket));
        if (outcome.Timers.Count > 0)
        {
            steps.Add(new Step(
                """
                INSERT INTO timers(tenant, ticket, kind, at, token, leased_until)
                SELECT $1, $2, t.kind, t.at, CASE WHEN t.at <= $5 THEN $6 ELSE 0 END, CASE WHEN t.at <= $5 THEN clock_timestamp() + $7 ELSE '-infinity' END
                FROM unnest($3, $4) AS t(kind, at)
                """,
                tenant, ticket,
                outcome.Timers.Select(t => (int)t.Kind).ToArray(), outcome.Timers.Select(t => t.At.ToUnixTimeTicks()).ToArray(),
                long.MinValue, 0L, TimeSpan.Zero));
        }

        if (outcome.Effects.Count > 0)
        {
            steps.Add(new Step(
                """
                INSERT INTO outbox(tenant, id, body, not_before)
                SELECT $1, e.id, e.body, $4 FROM unnest($2, $3) WITH ORDINALITY AS e(id, body, place) ORDER BY place
                """,
                tenant,
                outcome.Effects.Select(e => e.Id.Value).ToArray(),
                outcome.Effects.Select(e => JsonSerializer.Serialize(e, HelpdeskJson.Default.OutboundMessage)).ToArray(),
                long.MinValue));
        }

        if (StoredChanges.Notices(outcome) is { Count: > 0 } notices)
        {
            steps.Add(new Step(
                """
                DELETE FROM notices WHERE tenant = $1 AND sequence IN (
                  SELECT sequence FROM notices WHERE tenant = $1 AND at < $2 ORDER BY at LIMIT 100 FOR UPDATE SKIP LOCKED)
                """,
                tenant, notices.Max(n => n.At).ToUnixTimeTicks() - (24 * 3600 * 10_000_000L)));
            steps.Add(new Step(
                "INSERT INTO notices(tenant, recipient, at) SELECT $1, n.recipient, n.at FROM unnest($2, $3) AS n(recipient, at)",
                tenant, notices.Select(n => Digest($"{n.To.Kind}:{n.To.Key}")).ToArray(), notices.Select(n => n.At.ToUnixTimeTicks()).ToArray()));
        }

        if (outcome.Sample is { } sample)
        {
            steps.Add(new Step("INSERT INTO samples VALUES($1, $2, $3)", tenant, ticket, MemoryMarshal.AsBytes(sample.Hashes.AsSpan()).ToArray()));
        }

        steps.Add(new Step(
            "INSERT INTO traces(tenant, ticket, body) VALUES($1, $2, $3)",
            tenant, ticket, JsonSerializer.Serialize(outcome.Trace, HelpdeskJson.Default.Trace)));
        return [.. steps];
    }

    public async Task RunAsync(Step[] steps)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        foreach (var step in steps)
        {
            var command = new NpgsqlBatchCommand(step.Sql);
            Bind(command.Parameters, step);
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync();
    }

    public async Task<int> ClaimTimersAsync(Instant until, Duration lease, int limit) => (await RowsAsync(
        new Step(
            """
            WITH claim AS MATERIALIZED (SELECT nextval('claims') AS token),
            free AS (
              SELECT ticket, kind FROM timers c WHERE tenant = $1 AND at <= $2 AND leased_until <= clock_timestamp() AND kind = (
                SELECT kind FROM timers e WHERE e.tenant = $1 AND e.ticket = c.ticket ORDER BY e.at + 0, e.kind LIMIT 1)
              ORDER BY at, ticket, kind LIMIT $4 FOR UPDATE OF c SKIP LOCKED)
            UPDATE timers t SET token = claim.token, leased_until = clock_timestamp() + $3 FROM free, claim
            WHERE t.tenant = $1 AND t.ticket = free.ticket AND t.kind = free.kind RETURNING t.ticket, t.kind, t.at, t.token
            """,
            Supply.Tenant.Value, until.ToUnixTimeTicks(), lease.ToTimeSpan(), limit),
        r => (r.GetGuid(0), r.GetInt32(1), r.GetInt64(2), r.GetInt64(3)))).Count;

    public Task FreeTimersAsync() => ExecuteAsync("UPDATE timers SET token = 0, leased_until = '-infinity'; VACUUM timers");

    public async Task<int> LoadAsync(TicketId ticket) => (await RowsAsync(
        new Step(
            """
            SELECT 0 AS version, snapshot AS body FROM tickets WHERE tenant = $1 AND id = $2
            UNION ALL SELECT version, body FROM events WHERE tenant = $1 AND ticket = $2 ORDER BY version
            """,
            Supply.Tenant.Value, ticket.Value),
        r => r.GetInt64(0) == 0
            ? (object?)JsonSerializer.Deserialize(r.GetString(1), HelpdeskJson.Default.StoredSnapshot)
            : JsonSerializer.Deserialize(r.GetString(1), HelpdeskJson.Default.RecordedEvent))).Count;

    public async Task<int> PageAsync(TicketCursor? after, int limit) => (await RowsAsync(
        new Step(
            """
            SELECT id, reference, subject, requester, department, status, category, priority, assignee, next_target, next_due FROM tickets
            WHERE tenant = $1 AND ((-created), reference) > ($2, $3) AND category = $4 ORDER BY (-created), reference LIMIT $5
            """,
            Supply.Tenant.Value, after?.Key ?? long.MinValue, after?.Reference.Value ?? "", (int)StatusCategory.WaitingOnCustomer, limit + 1),
        r => new TicketRow(
            new TicketId(r.GetGuid(0)),
            new TicketReference(r.GetString(1)),
            r.GetString(2),
            JsonSerializer.Deserialize(r.GetString(3), HelpdeskJson.Default.AddressArray)![0],
            new DepartmentId(r.GetString(4)),
            new StatusId(r.GetString(5)),
            (StatusCategory)r.GetInt32(6),
            (Priority)r.GetInt32(7),
            r.IsDBNull(8) ? null : new AgentId(r.GetString(8)),
            r.GetString(9),
            r.IsDBNull(10) ? null : Instant.FromUnixTimeTicks(r.GetInt64(10))))).Count - 1;

    public async Task<TicketCursor> CursorAsync(int after) => (await RowsAsync(
        new Step("SELECT (-created), reference FROM tickets WHERE tenant = $1 ORDER BY (-created), reference LIMIT 1 OFFSET $2", Supply.Tenant.Value, after),
        r => new TicketCursor(r.GetInt64(0), new TicketReference(r.GetString(1))))).Single();

    public Task MultiplyAsync(TicketId ticket, int copies, bool isWhole) => ExecuteAsync(string.Create(
        CultureInfo.InvariantCulture,
        $"""
        CREATE TEMP TABLE n AS SELECT i, lpad(to_hex(i), 32, '0')::uuid AS id FROM generate_series(1, {copies}) AS i;
        INSERT INTO tickets(tenant, id, number, reference, version, snapshot, subject, requester, people, department, status, category, priority,
          assignee, next_target, next_due, fields, created)
        SELECT tenant, n.id, number + i, 'C-' || i, version, snapshot, subject, requester, people, department,
          CASE WHEN i % 4 = 0 THEN 'closed' ELSE status END, CASE WHEN i % 4 = 0 THEN 7 ELSE category END, priority, assignee, next_target, next_due + i,
          CASE WHEN i % 4 = 0 THEN replace(fields::text, 'waitingoncustomer', 'closed')::jsonb ELSE fields END, created + i * 10000000::bigint
        FROM tickets t, n WHERE t.id = '{ticket}';
        INSERT INTO events(tenant, ticket, version, tells_of_sla, body, moment) SELECT tenant, n.id, version, tells_of_sla, body, moment FROM events, n
        WHERE ticket = '{ticket}' ORDER BY i, version;
        {(isWhole ? Others(ticket) : "")}
        DROP TABLE n;
        ANALYZE;
        """));

    private static string Others(TicketId ticket) =>
        $"""
        INSERT INTO messages(tenant, id, ticket, sender, body)
        SELECT tenant, lpad(to_hex(i * 10 + row_number() OVER (PARTITION BY i)), 32, '0')::uuid, n.id, sender, body FROM messages, n WHERE ticket = '{ticket}';
        INSERT INTO timers SELECT tenant, n.id, kind, at + i, 0, '-infinity' FROM timers, n WHERE ticket = '{ticket}';
        INSERT INTO traces(tenant, ticket, body) SELECT tenant, n.id, body FROM traces, n WHERE ticket = '{ticket}';
        INSERT INTO samples SELECT tenant, n.id, hashes FROM samples, n WHERE ticket = '{ticket}';
        INSERT INTO thread_ids SELECT tenant, sha256(external_id || i::text::bytea), kind, n.id FROM thread_ids, n ON CONFLICT DO NOTHING;
        INSERT INTO keys SELECT tenant, sha256(key || i::text::bytea), n.id FROM keys, n;
        INSERT INTO outbox(tenant, id, body, not_before, done) SELECT tenant, lpad(to_hex(i * 10 + row_number() OVER (PARTITION BY i)), 32, '0')::uuid, body, not_before, TRUE FROM outbox, n;
        """;

    public async Task<IReadOnlyList<(string Name, long Bytes)>> SizesAsync() => await RowsAsync(
        new Step(
            """
            SELECT 'database', pg_database_size(current_database())
            UNION ALL (SELECT relname || ', ' || pg_size_pretty(pg_indexes_size(oid)) || ' of indexes', pg_total_relation_size(oid) FROM pg_class
              WHERE relnamespace = 'helpdesk'::regnamespace AND relkind = 'r' ORDER BY 2 DESC LIMIT 12)
            """),
        r => (r.GetString(0), r.GetInt64(1)));

    public void Dispose() => _source.Dispose();

    // Several statements in one text, each a transaction of its own where it has to be.
    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await _source.OpenConnectionAsync();
        foreach (var statement in sql.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
#pragma warning disable CA2100 // SQL of these benchmarks
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 3_600 };
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }
    }

    private async Task<List<T>> RowsAsync<T>(Step step, Func<NpgsqlDataReader, T> read)
    {
        await using var command = _source.CreateCommand(step.Sql);
        Bind(command.Parameters, step);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static void Bind(NpgsqlParameterCollection parameters, Step step)
    {
        foreach (var value in step.Values)
        {
            parameters.Add(value switch
            {
                null => new NpgsqlParameter { Value = DBNull.Value },
                string text => new NpgsqlParameter<string> { TypedValue = text },
                Guid id => new NpgsqlParameter<Guid> { TypedValue = id },
                long number => new NpgsqlParameter<long> { TypedValue = number },
                int number => new NpgsqlParameter<int> { TypedValue = number },
                _ => new NpgsqlParameter { Value = value },
            });
        }
    }

    private static byte[] Digest(string text) => SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()));
}
