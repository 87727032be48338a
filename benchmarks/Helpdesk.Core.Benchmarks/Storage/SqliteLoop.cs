using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Search;
using Helpdesk.Core.Sqlite;
using Helpdesk.Core.Tickets;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Helpdesk.Core.Benchmarks.Storage;

/// <summary>
/// The statements of <see cref="SqliteStore"/> by hand: one connection behind a lock, each statement prepared once, one transaction a commit.
/// </summary>
internal sealed class SqliteLoop : IByHand
{
    private readonly Lock _lock = new();
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = [];

    public SqliteLoop(string path)
    {
        SqliteStore.Open(path).Dispose();
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        Run(new Step("PRAGMA synchronous=FULL"));
        Run(new Step("PRAGMA foreign_keys=ON"));
        Run(new Step("PRAGMA wal_autocheckpoint=8000"));
        Run(new Step("PRAGMA secure_delete=ON"));
    }

    public Step[] Prepare(Commit commit)
    {
        var outcome = commit.Outcome;
        var state = outcome.State;
        var tenant = Supply.Tenant.Value;
        var ticket = state.Id.ToString();
        var steps = new List<Step>();
        if (commit.DuplicateKey is { } key)
        {
            steps.Add(new Step(
                "INSERT INTO keys SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM keys WHERE tenant = ?1 AND key = ?4) ON CONFLICT DO NOTHING",
                tenant, Digest(key), commit.Message.ToString(), Digest("former " + key)));
        }

        steps.AddRange(commit.Unseen.Select(u => new Step("SELECT 1 FROM thread_ids WHERE tenant = ?1 AND external_id = ?2 LIMIT 1", tenant, u)));
        var values = TicketColumns.Of(ticket, state);
        steps.Add(outcome.ExpectedVersion == 0
            ? new Step(
                """
                INSERT INTO tickets(tenant, id, reference, version, snapshot, subject, requester, people, department, status, category,
                  priority, assignee, next_target, next_due, fields, created, number)
                VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
                  (SELECT COALESCE(MAX(number), 0) + 1 FROM tickets WHERE tenant = ?1)) ON CONFLICT DO NOTHING
                """,
                values)
            : new Step(
                """
                UPDATE tickets SET version = ?4, snapshot = ?5, subject = ?6, requester = ?7, people = ?8, department = ?9, status = ?10,
                  category = ?11, priority = ?12, assignee = ?13, next_target = ?14, next_due = ?15, fields = ?16, created = ?17
                WHERE tenant = ?1 AND id = ?2 AND reference = ?3 AND version = ?18
                """,
                [.. values, outcome.ExpectedVersion]));
        steps.AddRange(outcome.Events.Select(e => new Step(
            "INSERT INTO events VALUES(?1, ?2, ?3, ?4, (SELECT COALESCE(MAX(position), 0) + 1 FROM events WHERE tenant = ?1))",
            tenant, ticket, e.Version, JsonSerializer.Serialize(e, HelpdeskJson.Default.RecordedEvent))));
        var prefix = Digest(tenant)[..8];
        foreach (var m in outcome.Messages)
        {
            var words = MessageWords.Of(m).Places.Select(w => w is null ? "0" : prefix + w);
            steps.Add(new Step(
                "INSERT INTO messages(tenant, ticket, id, body) VALUES(?1, ?2, ?3, ?4)",
                tenant, ticket, m.Id.ToString(), JsonSerializer.Serialize(m with { Attachments = [] }, HelpdeskJson.Default.TicketMessage)));
            steps.Add(new Step(
                "INSERT INTO search(rowid, words) SELECT sequence, ?3 FROM messages WHERE tenant = ?1 AND id = ?2", tenant, m.Id.ToString(), string.Join(' ', words)));
        }

        steps.AddRange(StoredChanges.ThreadIds(outcome).Select(t => new Step(
            "INSERT INTO thread_ids VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING", tenant, t.Id, (int)t.Kind, t.Message.ToString())));
        steps.Add(new Step("DELETE FROM timers WHERE tenant = ?1 AND ticket = ?2", tenant, ticket));
        steps.AddRange(outcome.Timers.Select(t => new Step(
            "INSERT INTO timers VALUES(?1, ?2, ?3, ?4, ?5, ?6)", tenant, ticket, (int)t.Kind, t.At.ToUnixTimeTicks(), 0L, 0L)));
        steps.AddRange(outcome.Effects.Select(e => new Step(
            "INSERT INTO outbox(tenant, id, body, not_before) VALUES(?1, ?2, ?3, ?4)",
            tenant, e.Id.ToString(), JsonSerializer.Serialize(e, HelpdeskJson.Default.OutboundMessage), long.MinValue)));
        foreach (var (to, at) in StoredChanges.Notices(outcome))
        {
            steps.Add(new Step("DELETE FROM notices WHERE tenant = ?1 AND at < ?2", tenant, at.ToUnixTimeTicks() - (24 * 3600 * 10_000_000L)));
            steps.Add(new Step(
                "INSERT INTO notices(tenant, recipient, at) VALUES(?1, ?2, ?3)", tenant, Digest($"{to.Kind}:{to.Key}"), at.ToUnixTimeTicks()));
        }

        if (outcome.Sample is { } sample)
        {
            steps.Add(new Step("INSERT INTO samples VALUES(?1, ?2, ?3)", tenant, ticket, MemoryMarshal.AsBytes(sample.Hashes.AsSpan()).ToArray()));
        }

        steps.Add(new Step(
            "INSERT INTO traces(tenant, ticket, body) VALUES(?1, ?2, ?3)",
            tenant, ticket, JsonSerializer.Serialize(outcome.Trace, HelpdeskJson.Default.Trace)));
        if (commit.Message is { } message)
        {
            var by = outcome.Messages.First(m => m.Id == message).Channel;
            steps.Add(new Step(
                "INSERT INTO deliveries(tenant, message, channel, account) VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
                tenant, message.ToString(), by.Channel, by.Account));
        }

        return [.. steps];
    }

    public Task RunAsync(Step[] steps)
    {
        lock (_lock)
        {
            using var transaction = _connection.BeginTransaction(deferred: false);
            foreach (var step in steps)
            {
                Run(step, transaction);
            }

            transaction.Commit();
        }

        return Task.CompletedTask;
    }

    public Task<int> ClaimTimersAsync(Instant until, Duration lease, int limit)
    {
        var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        return Task.FromResult(Rows(
            new Step(
                """
                UPDATE timers SET token = ?5, leased_until = ?4 WHERE tenant = ?1 AND (ticket, kind) IN (
                  SELECT ticket, kind FROM timers c WHERE tenant = ?1 AND at <= ?2 AND leased_until <= ?3 AND kind = (
                    SELECT kind FROM timers e WHERE e.tenant = ?1 AND e.ticket = c.ticket ORDER BY +e.at, e.kind LIMIT 1)
                  ORDER BY at, ticket, kind LIMIT ?6)
                RETURNING ticket, kind, at, token
                """,
                Supply.Tenant.Value, until.ToUnixTimeTicks(), now.ToUnixTimeTicks(), (now + lease).ToUnixTimeTicks(), Random.Shared.NextInt64(1, long.MaxValue), limit),
            r => (Guid.ParseExact(r.GetString(0), "N"), r.GetInt32(1), r.GetInt64(2), r.GetInt64(3))).Count);
    }

    public Task FreeTimersAsync()
    {
        Run(new Step("UPDATE timers SET token = 0, leased_until = 0"));
        return Task.CompletedTask;
    }

    public Task<int> LoadAsync(TicketId ticket)
    {
        using var transaction = _connection.BeginTransaction(deferred: true);
        var id = ticket.ToString();
        var snapshot = Rows(
            new Step("SELECT snapshot FROM tickets WHERE tenant = ?1 AND id = ?2", Supply.Tenant.Value, id),
            r => JsonSerializer.Deserialize(r.GetString(0), HelpdeskJson.Default.StoredSnapshot),
            transaction);
        var events = Rows(
            new Step("SELECT body FROM events WHERE tenant = ?1 AND ticket = ?2 ORDER BY version", Supply.Tenant.Value, id),
            r => JsonSerializer.Deserialize(r.GetString(0), HelpdeskJson.Default.RecordedEvent),
            transaction);
        return Task.FromResult(snapshot.Count + events.Count);
    }

    public Task<int> PageAsync(TicketCursor? after, int limit) => Task.FromResult(Rows(
        new Step(
            """
            SELECT id, reference, subject, requester, department, status, category, priority, assignee, next_target, next_due FROM tickets
            WHERE tenant = ?1 AND (newest_number, reference) > (?2, ?3) AND category = ?4 ORDER BY newest_number, reference LIMIT ?5
            """,
            Supply.Tenant.Value, after?.Key ?? long.MinValue, after?.Reference.Value ?? "", (int)StatusCategory.WaitingOnCustomer, limit + 1),
        r => new TicketRow(
            new TicketId(Guid.ParseExact(r.GetString(0), "N")),
            new TicketReference(r.GetString(1)),
            r.GetString(2),
            JsonSerializer.Deserialize(r.GetString(3), HelpdeskJson.Default.AddressArray)![0],
            new DepartmentId(r.GetString(4)),
            new StatusId(r.GetString(5)),
            (StatusCategory)r.GetInt32(6),
            (Priority)r.GetInt32(7),
            r.IsDBNull(8) ? null : new AgentId(r.GetString(8)),
            r.GetString(9),
            r.IsDBNull(10) ? null : Instant.FromUnixTimeTicks(r.GetInt64(10)))).Count - 1);

    public Task<TicketCursor> CursorAsync(int after) => Task.FromResult(Rows(
        new Step("SELECT newest_number, reference FROM tickets WHERE tenant = ?1 ORDER BY newest_number, reference LIMIT 1 OFFSET ?2", Supply.Tenant.Value, after),
        r => new TicketCursor(r.GetInt64(0), new TicketReference(r.GetString(1)))).Single());

    public Task MultiplyAsync(TicketId ticket, int copies, bool isWhole)
    {
        Run(new Step($"CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {copies}) SELECT i FROM n"));
        string[] all =
        [
            """
            INSERT INTO tickets(tenant, id, number, reference, version, snapshot, subject, requester, people, department, status, category, priority,
              assignee, next_target, next_due, fields, created)
            SELECT tenant, printf('%032x', i), number + i, 'C-' || i, version, snapshot, subject, requester, people, department,
              iif(i % 4 = 0, 'closed', status), iif(i % 4 = 0, 7, category), priority, assignee, next_target, next_due + i,
              iif(i % 4 = 0, replace(fields, 'waitingoncustomer', 'closed'), fields), created + i * 10000000
            FROM tickets, n WHERE tenant = 'bench' AND id = ?1
            """,
            """
            INSERT INTO events SELECT tenant, printf('%032x', i), version, body, position + i * 100 FROM events, n WHERE tenant = 'bench' AND ticket = ?1
            """,
            """
            INSERT INTO messages(tenant, ticket, id, body) SELECT tenant, printf('%032x', i), printf('%032x', i * 10 + row_number() OVER (PARTITION BY i)), body
            FROM messages, n WHERE tenant = 'bench' AND ticket = ?1
            """,
            "INSERT INTO timers SELECT tenant, printf('%032x', i), kind, at + i, 0, 0 FROM timers, n WHERE tenant = 'bench' AND ticket = ?1",
            "INSERT INTO traces(tenant, ticket, body) SELECT tenant, printf('%032x', i), body FROM traces, n WHERE tenant = 'bench' AND ticket = ?1",
            "INSERT INTO samples SELECT tenant, printf('%032x', i), hashes FROM samples, n WHERE tenant = 'bench' AND ticket = ?1",
            """
            INSERT OR IGNORE INTO thread_ids SELECT tenant, external_id || i, kind, printf('%032x', i * 10 + 1) FROM thread_ids, n WHERE message IN (SELECT id FROM messages WHERE tenant = 'bench' AND ticket = ?1)
            """,
            "INSERT INTO keys SELECT tenant, digest || printf('%08x', i), message FROM (SELECT tenant, substr(key, 9) AS digest, message FROM keys LIMIT 1), n WHERE ?1 <> ''",
            """
            INSERT INTO outbox(tenant, id, body, not_before, done) SELECT tenant, printf('%032x', i * 10 + row_number() OVER (PARTITION BY i)), body, not_before, 1 FROM outbox, n
            WHERE ?1 <> ''
            """,
        ];
        foreach (var sql in isWhole ? all : all[..2])
        {
            Run(new Step(sql, ticket.ToString()));
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<(string Name, long Bytes)>> SizesAsync() => Task.FromResult<IReadOnlyList<(string, long)>>(
        Rows(new Step("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"), r => ("database", r.GetInt64(0))));

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    private List<T> Rows<T>(Step step, Func<SqliteDataReader, T> read, SqliteTransaction? transaction = null)
    {
        var rows = new List<T>();
        var command = Command(step);
        command.Transaction = transaction;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private void Run(Step step, SqliteTransaction? transaction = null)
    {
        var command = Command(step);
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(Step step)
    {
        if (!_commands.TryGetValue(step.Sql, out var command))
        {
            command = _connection.CreateCommand();
#pragma warning disable CA2100 // constant SQL of these benchmarks
            command.CommandText = step.Sql;
#pragma warning restore CA2100
            for (var i = 0; i < step.Values.Length; i++)
            {
                command.Parameters.AddWithValue("?" + (i + 1).ToString(CultureInfo.InvariantCulture), DBNull.Value);
            }

            _commands.Add(step.Sql, command);
        }

        for (var i = 0; i < step.Values.Length; i++)
        {
            command.Parameters[i].Value = step.Values[i] ?? DBNull.Value;
        }

        return command;
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
