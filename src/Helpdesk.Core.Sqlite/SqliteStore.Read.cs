using System.Runtime.InteropServices;
using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Blobs;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Presence;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Helpdesk.Core.Sqlite;

public sealed partial class SqliteStore
{
    // One statement. Each look-up goes through an index: SQLite takes the tables of a CROSS JOIN in the order in which they stand, and would
    // else begin with the whole table, as it does not know how few ids are asked for.
    private const string FindThreads =
        """
        WITH hits(kind, value, ticket, message) AS (
          SELECT t.kind, t.external_id, m.ticket, MAX(m.sequence) FROM json_each(?2) w
          CROSS JOIN thread_ids t ON t.tenant = ?1 AND t.external_id = w.value CROSS JOIN messages m ON m.tenant = ?1 AND m.id = t.message
          GROUP BY t.kind, t.external_id, m.ticket
          UNION ALL SELECT 4, m.id, m.ticket, m.sequence FROM json_each(?3) w CROSS JOIN messages m ON m.tenant = ?1 AND m.id = w.value
          UNION ALL SELECT 1, k.reference, k.id, NULL FROM json_each(?4) w CROSS JOIN tickets k ON k.tenant = ?1 AND k.reference = w.value)
        SELECT h.kind, h.value, k.id, k.reference, k.people, m.body FROM hits h
        CROSS JOIN tickets k ON k.tenant = ?1 AND k.id = h.ticket LEFT JOIN messages m ON m.sequence = h.message AND h.kind <> 0
        """;

    // Every value has to be in the text.
    private const string First = "?3 IS NULL AND ?4 IS NULL";

    private const string RowColumns = "id, reference, subject, requester, department, status, category, priority, assignee, next_target, next_due";

    /// <inheritdoc />
    public Task<bool> IsKnownAsync(TenantId tenant, string duplicateKey, CancellationToken cancellationToken = default) => ReadAsync(
        () => Rows("SELECT 1 FROM keys WHERE tenant = ?1 AND key = ?2", _ => true, tenant.Value, Schema.Digest(duplicateKey)).Count > 0, cancellationToken);

    /// <inheritdoc />
    public Task<long> NextNumberAsync(TenantId tenant, CancellationToken cancellationToken = default) => ReadAsync(
        () => Rows("SELECT COALESCE(MAX(number), 0) + 1 FROM tickets WHERE tenant = ?1", r => r.GetInt64(0), tenant.Value)[0], cancellationToken);

    /// <inheritdoc />
    public Task<TicketState?> LoadAsync(TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default) => ReadAsync(
        () =>
        {
            // One transaction: the snapshot and the stream must be of one version, whatever other processes do.
            using var transaction = _connection.BeginTransaction(deferred: true);
            var snapshot = Rows(
                "SELECT snapshot FROM tickets WHERE tenant = ?1 AND id = ?2", r => r.GetString(0), tenant.Value, ticket.ToString());
            return snapshot.Count == 0
                ? null
                : From(snapshot[0], HelpdeskJson.Default.StoredSnapshot).Restore(ticket, Events(tenant, ticket));
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<TicketId?> FindAsync(TenantId tenant, TicketReference reference, CancellationToken cancellationToken = default) => ReadAsync(
        () => Rows("SELECT id FROM tickets WHERE tenant = ?1 AND reference = ?2", r => (TicketId?)Id(r.GetString(0)), tenant.Value, reference.Value)
            .FirstOrDefault(),
        cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<ThreadEvidence>> FindThreadsAsync(
        TenantId tenant, ThreadLookUps lookUps, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lookUps);

        return ReadAsync<IReadOnlyList<ThreadEvidence>>(
            () => Rows(
                FindThreads,
                r => new ThreadEvidence((EvidenceKind)r.GetInt32(0), ThreadKey.Read(r.GetString(1)), Candidate(r, 2), r.IsDBNull(5) ? null : ThreadItem.Of(From(r.GetString(5), HelpdeskJson.Default.TicketMessage))),
                tenant.Value,
                Json([.. lookUps.ThreadIds.Select(ThreadKey.Write)], HelpdeskJson.Default.StringArray),
                Json([.. lookUps.Messages.Select(m => m.ToString())], HelpdeskJson.Default.StringArray),
                Json([.. lookUps.References.Select(r => r.Value)], HelpdeskJson.Default.StringArray)),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<IReadOnlyDictionary<AgentId, int>> LoadsAsync(TenantId tenant, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyDictionary<AgentId, int>>(
            () => Rows(
                    """
                    SELECT assignee, COUNT(*) FROM tickets
                    WHERE tenant = ?1 AND assignee IS NOT NULL AND category IN (0, 1, 2) GROUP BY assignee
                    """,
                    r => (Agent: new AgentId(r.GetString(0)), Load: r.GetInt32(1)),
                    tenant.Value)
                .ToDictionary(x => x.Agent, x => x.Load),
            cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<KeyValuePair<Address, IReadOnlyList<Instant>>>> ReadNoticesAsync(
        TenantId tenant, IReadOnlyCollection<Address> to, Instant since, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<KeyValuePair<Address, IReadOnlyList<Instant>>>>(
            () =>
            [
                .. to.Select(a => KeyValuePair.Create<Address, IReadOnlyList<Instant>>(
                    a,
                    [
                        .. Rows(
                            "SELECT at FROM notices WHERE tenant = ?1 AND recipient = ?2 AND at >= ?3 ORDER BY at DESC LIMIT 1000",
                            r => At(r.GetInt64(0)),
                            tenant.Value,
                            Recipient(a),
                            Ticks(since)).Order(),
                    ])).Where(n => n.Value.Count > 0),
            ],
            cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<TicketId>> ReadTicketIdsAsync(
        TenantId tenant, TicketId? after, int limit, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<TicketId>>(
            () => Rows(
                "SELECT id FROM tickets WHERE tenant = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
                r => Id(r.GetString(0)),
                tenant.Value,
                after?.ToString() ?? "",
                limit),
            cancellationToken);

    /// <inheritdoc />
    public Task<SpamModelChange?> ReadSpamModelAsync(TenantId tenant, long sinceVersion = 0, CancellationToken cancellationToken = default) =>
        ReadAsync(
            () =>
            {
                using var transaction = _connection.BeginTransaction(deferred: true);
                var (version, spam, ham) = Rows(
                        "SELECT version, spam, ham FROM spam_models WHERE tenant = ?1",
                        r => (r.GetInt64(0), r.GetInt32(1), r.GetInt32(2)),
                        tenant.Value)
                    .FirstOrDefault();
                return version == sinceVersion ? null : new SpamModelChange(version, spam, ham, Rows(
                    "SELECT hash, spam, ham FROM spam_counts WHERE tenant = ?1 AND version > ?2",
                    r => (unchecked((ulong)r.GetInt64(0)), r.GetInt32(1), r.GetInt32(2)),
                    tenant.Value,
                    sinceVersion));
            },
            cancellationToken);

    /// <inheritdoc />
    public Task<SpamFeatures?> LoadSampleAsync(TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default) => ReadAsync(
        () => Rows(
                "SELECT hashes FROM samples WHERE tenant = ?1 AND ticket = ?2",
                r => SpamFeatures.FromHashes(MemoryMarshal.Cast<byte, ulong>((byte[])r.GetValue(0)).ToArray()),
                tenant.Value,
                ticket.ToString())
            .FirstOrDefault(),
        cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<DueTimer>> DueTimersAsync(
        TenantId tenant, Instant until, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<DueTimer>>(
        () => Rows(
            "SELECT ticket, kind, at FROM timers WHERE tenant = ?1 AND at <= ?2 ORDER BY at, ticket, kind LIMIT ?3",
            r => new DueTimer(Id(r.GetString(0)), new TicketTimer((TimerKind)r.GetInt32(1), At(r.GetInt64(2)))),
            tenant.Value,
            Ticks(until),
            limit),
        cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<TimerClaim>> ClaimTimersAsync(
        TenantId tenant, Instant until, Duration lease, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<TimerClaim>>(
        () =>
        [
            .. Rows(
                """
                UPDATE timers SET token = ?5, leased_until = ?4 WHERE tenant = ?1 AND (ticket, kind) IN (
                  SELECT ticket, kind FROM timers c WHERE tenant = ?1 AND at <= ?2 AND leased_until <= ?3 AND NOT EXISTS (
                    SELECT 1 FROM timers e WHERE e.tenant = ?1 AND e.ticket = c.ticket AND (e.at, e.kind) < (c.at, c.kind))
                  ORDER BY at, ticket, kind LIMIT ?6)
                RETURNING ticket, kind, at, token
                """,
                r => new TimerClaim(Id(r.GetString(0)), new TicketTimer((TimerKind)r.GetInt32(1), At(r.GetInt64(2))), r.GetInt64(3)),
                tenant.Value,
                Ticks(until),
                Ticks(Clock()),
                Ticks(Clock() + lease),
                Random.Shared.NextInt64(1, long.MaxValue),
                limit).OrderBy(t => t.Timer.At).ThenBy(t => t.Ticket.ToString(), StringComparer.Ordinal).ThenBy(t => t.Timer.Kind),
        ],
        cancellationToken);

    /// <inheritdoc />
    public Task ReleaseTimersAsync(TenantId tenant, long token, CancellationToken cancellationToken = default) => ReadAsync(
        () => Run("UPDATE timers SET token = 0, leased_until = 0 WHERE tenant = ?1 AND token = ?2", tenant.Value, token), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<OutboxItem>> ClaimOutboxAsync(
        TenantId tenant, Instant now, Duration lease, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<OutboxItem>>(
        () =>
        [
            .. Rows(
                """
                UPDATE outbox SET token = token + 1, leased_until = ?4 WHERE sequence IN (
                  SELECT sequence FROM outbox WHERE tenant = ?1 AND done = 0 AND not_before <= ?2 AND leased_until <= ?3 ORDER BY sequence LIMIT ?5)
                RETURNING sequence, body, token
                """,
                r => (Sequence: r.GetInt64(0), Item: new OutboxItem(
                    From(r.GetString(1), HelpdeskJson.Default.OutboundMessage), r.GetInt64(2), r.GetInt32(2))),
                tenant.Value,
                Ticks(now),
                Ticks(Clock()),
                Ticks(Clock() + lease),
                limit).OrderBy(x => x.Sequence).Select(x => x.Item),
        ],
        cancellationToken);

    /// <inheritdoc />
    public Task<bool> CompleteOutboxAsync(
        TenantId tenant, MessageId message, long token, Fault? failure = null, CancellationToken cancellationToken = default) => ReadAsync(
        () => Run(
            "UPDATE outbox SET done = 1, failure = ?4 WHERE tenant = ?1 AND id = ?2 AND token = ?3 AND done = 0",
            tenant.Value,
            message.ToString(),
            token,
            failure is null ? null : Json(failure, HelpdeskJson.Default.Fault)) == 1,
        cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<DeadLetter>> ReadDeadLettersAsync(TenantId tenant, int limit, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<DeadLetter>>(
            () => Rows(
                "SELECT body, failure FROM outbox WHERE tenant = ?1 AND failure IS NOT NULL ORDER BY sequence LIMIT ?2",
                r => new DeadLetter(From(r.GetString(0), HelpdeskJson.Default.OutboundMessage), From(r.GetString(1), HelpdeskJson.Default.Fault)),
                tenant.Value,
                limit),
            cancellationToken);

    /// <inheritdoc />
    public async Task<bool> ReviveAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken = default)
    {
        var revived = await ReadAsync(() => Revive(tenant, message), cancellationToken).ConfigureAwait(false);
        _signal.Ring(tenant);
        return revived;
    }

    private bool Revive(TenantId tenant, MessageId message) => Run(
        "UPDATE outbox SET done = 0, failure = NULL, not_before = ?3, leased_until = 0 WHERE tenant = ?1 AND id = ?2 AND failure IS NOT NULL",
        tenant.Value,
        message.ToString(),
        long.MinValue) == 1;

    /// <inheritdoc />
    public Task<bool> RetryOutboxAsync(
        TenantId tenant, MessageId message, long token, Instant notBefore, CancellationToken cancellationToken = default) => ReadAsync(
        () => Run(
            "UPDATE outbox SET not_before = ?4, leased_until = 0 WHERE tenant = ?1 AND id = ?2 AND token = ?3 AND done = 0",
            tenant.Value,
            message.ToString(),
            token,
            Ticks(notBefore)) == 1,
        cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<TicketRow>> ListAsync(
        TenantId tenant,
        IReadOnlyCollection<StatusCategory> categories,
        TicketSort sort,
        int limit,
        CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<TicketRow>>(
        () =>
        {
            var wanted = string.Concat(categories.Select(c => $",{(int)c},"));
            return Rows(
                $"""
                SELECT {RowColumns} FROM tickets WHERE tenant = ?1 AND instr(?2, ',' || category || ',') > 0
                ORDER BY {TicketOrder.SqlOrder(sort)} LIMIT ?3
                """,
                Row,
                tenant.Value,
                wanted,
                limit);
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<TicketPage> QueryAsync(TenantId tenant, TicketQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var tests = new SqliteTests();
        var where = tests.Write(query.Where);
        return ReadAsync(
            () => TicketPage.Of(
                Rows(
                    $"""
                    SELECT {RowColumns}, {TicketOrder.SqlKey(query.Sort)} FROM tickets
                    WHERE tenant = ?1 AND {(query.After is null ? First : TicketOrder.SqlAfter(query.Sort, "?3", "?4"))} AND {where}
                    ORDER BY {TicketOrder.SqlOrder(query.Sort)} LIMIT ?2
                    """,
                    r => (Row(r), r.GetInt64(11)),
                    [tenant.Value, query.Limit + 1L, query.After?.Key, query.After?.Reference.Value, .. tests.Values]),
                query.Limit),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<TicketCount>> CountAsync(TenantId tenant, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<TicketCount>>(
            () => Rows(
                "SELECT department, status, COUNT(*) FROM tickets WHERE tenant = ?1 GROUP BY department, status ORDER BY department, status",
                r => new TicketCount(new DepartmentId(r.GetString(0)), new StatusId(r.GetString(1)), r.GetInt64(2)),
                tenant.Value),
            cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<RecordedEvent>> ReadEventsAsync(
        TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<RecordedEvent>>(() => Events(tenant, ticket), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<PlacedEvent>> ReadEventsAsync(
        TenantId tenant, EventPlace? after, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<PlacedEvent>>(
        () => Rows(
            "SELECT position, ticket, body FROM events WHERE tenant = ?1 AND position > ?2 ORDER BY position LIMIT ?3",
            r => new PlacedEvent(
                new EventPlace(0, r.GetInt64(0)), new StoredEvent(Id(r.GetString(1)), From(r.GetString(2), HelpdeskJson.Default.RecordedEvent))),
            tenant.Value,
            after?.Position ?? 0,
            limit),
        cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<StoredEvent>> ReadSlaEventsAsync(
        TenantId tenant, StoredEvent? after, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<StoredEvent>>(
        () => Rows(
            $"""
            SELECT ticket, body FROM events WHERE {Schema.TellsOfSla} AND tenant = ?1 AND (ticket, version) > (?2, ?3)
            ORDER BY ticket, version LIMIT ?4
            """,
            r => new StoredEvent(Id(r.GetString(0)), From(r.GetString(1), HelpdeskJson.Default.RecordedEvent)),
            tenant.Value,
            after?.Ticket.ToString() ?? "",
            after?.Recorded.Version ?? 0,
            limit),
        cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<TicketMessage>> ReadMessagesAsync(
        TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default)
    {
        var messages = new List<TicketMessage>();
        foreach (var (message, attachments) in await MessagesAsync(tenant, ticket, cancellationToken).ConfigureAwait(false))
        {
            messages.Add(await _contents.FillAsync(message, attachments, cancellationToken).ConfigureAwait(false));
        }

        return messages;
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<BlobHash>> ReadBlobHashesAsync(BlobHash? after, int limit, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<BlobHash>>(
            () => Rows(
                "SELECT hash FROM blobs WHERE hash > ?1 AND hash IN (SELECT hash FROM attachments) ORDER BY hash LIMIT ?2",
                r => BlobHash.FromBytes((byte[])r.GetValue(0)),
                after?.ToBytes() ?? [],
                limit),
            cancellationToken);

    /// <inheritdoc />
    public Task<TicketId?> FindTicketOfAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken = default) => ReadAsync(
        () => Rows("SELECT ticket FROM messages WHERE tenant = ?1 AND id = ?2", r => (TicketId?)Id(r.GetString(0)), tenant.Value, message.ToString())
            .FirstOrDefault(),
        cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<TicketId>> FindTicketsOfAsync(TenantId tenant, Address person, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<TicketId>>(
            () =>
            [
                .. Rows(
                        "SELECT DISTINCT ticket FROM events WHERE tenant = ?1 AND instr(lower(body), lower(?2)) > 0",
                        r => (Id: r.GetString(0), IsHere: true),
                        tenant.Value,
                        Json([person.Value.Trim()], HelpdeskJson.Default.StringArray)[2..^2])
                    .Concat(Rows(
                        "SELECT ticket, json_array(json(body -> '$.from')) FROM messages WHERE tenant = ?1",
                        r => (Id: r.GetString(0), IsHere: From(r.GetString(1), HelpdeskJson.Default.AddressArray).Any(person.IsSameAs)),
                        tenant.Value))
                    .Where(t => t.IsHere)
                    .Select(t => t.Id)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal)
                    .Select(Id),
            ],
            cancellationToken);

    /// <inheritdoc />
    public Task<TicketLeases> ReadLeasesAsync(TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default) => ReadAsync(
        () => TicketLeases.Of(Rows(
            "SELECT agent, kind, since, until FROM leases WHERE tenant = ?1 AND ticket = ?2",
            r => new Lease(new AgentId(r.GetString(0)), (LeaseKind)r.GetInt32(1), At(r.GetInt64(2)), At(r.GetInt64(3))),
            tenant.Value,
            ticket.ToString())),
        cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<Trace>> ReadTracesAsync(
        TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<Trace>>(
        () => Rows(
            "SELECT body FROM traces WHERE tenant = ?1 AND ticket = ?2 ORDER BY sequence",
            r => From(r.GetString(0), HelpdeskJson.Default.Trace),
            tenant.Value,
            ticket.ToString()),
        cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<QuarantineEntry>> ReadQuarantineAsync(
        TenantId tenant, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<QuarantineEntry>>(
        () => Rows(
            "SELECT place, reason, at, key, raw, trace FROM quarantine WHERE tenant = ?1 ORDER BY sequence LIMIT ?2",
            r => new QuarantineEntry(
                r.GetString(0),
                From(r.GetString(1), HelpdeskJson.Default.Fault),
                At(r.GetInt64(2)),
                r.GetString(3),
                (byte[])r.GetValue(4),
                From(r.GetString(5), HelpdeskJson.Default.Trace)),
            tenant.Value,
            limit),
        cancellationToken);

    private static TicketId Id(string text) => new(Guid.ParseExact(text, "N"));

    private static ThreadCandidate Candidate(SqliteDataReader row, int from) => new(
        Id(row.GetString(from)),
        new TicketReference(row.GetString(from + 1)),
        From(row.GetString(from + 2), HelpdeskJson.Default.AddressArray));

    private static TicketRow Row(SqliteDataReader row) => new(
        Id(row.GetString(0)),
        new TicketReference(row.GetString(1)),
        row.GetString(2),
        From(row.GetString(3), HelpdeskJson.Default.AddressArray)[0],
        new DepartmentId(row.GetString(4)),
        new StatusId(row.GetString(5)),
        (StatusCategory)row.GetInt32(6),
        (Priority)row.GetInt32(7),
        row.IsDBNull(8) ? null : new AgentId(row.GetString(8)),
        row.GetString(9),
        row.IsDBNull(10) ? null : At(row.GetInt64(10)));

    private List<RecordedEvent> Events(TenantId tenant, TicketId ticket) => Rows(
        "SELECT body FROM events WHERE tenant = ?1 AND ticket = ?2 ORDER BY version",
        r => From(r.GetString(0), HelpdeskJson.Default.RecordedEvent),
        tenant.Value,
        ticket.ToString());

    private Task<List<(TicketMessage Message, List<(BlobHash Hash, Attachment Attachment)> Attachments)>> MessagesAsync(
        TenantId tenant, TicketId ticket, CancellationToken cancellationToken) => ReadAsync(
        () =>
        {
            using var transaction = _connection.BeginTransaction(deferred: true);
            if (Events(tenant, ticket) is not { Count: > 0 } stream)
            {
                return [];
            }

            // Its own, those of merged tickets, and those it has for other reasons.
            var of = Ticket.Replay(stream);
            string[] homes = [ticket.ToString(), .. of.Absorbed.Select(a => a.Ticket.ToString())];
            string[] ids = [.. of.Messages.Select(m => m.Message.ToString())];
            return (List<(TicketMessage, List<(BlobHash, Attachment)>)>)
            [
                .. Rows(
                    """
                    SELECT body, sequence FROM messages WHERE tenant = ?1 AND ticket IN (SELECT value FROM json_each(?2))
                    UNION SELECT body, sequence FROM messages WHERE tenant = ?1 AND id IN (SELECT value FROM json_each(?3)) ORDER BY sequence
                    """,
                    r => From(r.GetString(0), HelpdeskJson.Default.TicketMessage),
                    tenant.Value,
                    Json(homes, HelpdeskJson.Default.StringArray),
                    Json(ids, HelpdeskJson.Default.StringArray)).OrderBy(m => m.At).Select(m => (m, Attachments(tenant, m.Id))),
            ];
        },
        cancellationToken);

    private List<(BlobHash Hash, Attachment Attachment)> Attachments(TenantId tenant, MessageId message) => Rows(
        """
        SELECT a.name, a.media_type, b.content, a.hash FROM attachments a JOIN blobs b ON b.hash = a.hash
        WHERE a.tenant = ?1 AND a.message = ?2 ORDER BY a.position
        """,
        r => (BlobHash.FromBytes((byte[])r.GetValue(3)), new Attachment(r.GetString(0), r.GetString(1), (byte[])r.GetValue(2))),
        tenant.Value,
        message.ToString());
}
