using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using NodaTime;
using Npgsql;

namespace Helpdesk.Core.PostgreSql;

/// <content>Lists, counts, and what was put aside.</content>
public sealed partial class PostgreSqlStore
{
    // Every value has to be in the text.
    private const string First = "$3::bigint IS NULL AND $4::text IS NULL";

    private const string RowColumns = "id, reference, subject, requester, department, status, category, priority, assignee, next_target, next_due";

    // The sum keeps the server from going through the index of times, in which all recipients of the day stand.
    private const string NoticesTo =
        """
        SELECT w.place, n.at FROM unnest($2::bytea[]) WITH ORDINALITY AS w(recipient, place) CROSS JOIN LATERAL (
          SELECT at FROM notices WHERE tenant = $1 AND recipient = w.recipient AND at + 0 >= $3 ORDER BY at DESC LIMIT 1000) n ORDER BY 1, 2
        """;

    // Of the changes that are there, one an agent: together they say the same. Who comes while another one does it has nothing to do.
    private const string FoldLoads =
        """
        WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock($2, hashtext($1)) AS is_mine),
        gone AS (DELETE FROM loads WHERE tenant = $1 AND (SELECT is_mine FROM turn) RETURNING assignee, change)
        INSERT INTO loads SELECT $1, assignee, sum(change) FROM gone GROUP BY assignee HAVING sum(change) <> 0
        """;

    private const int MaxChanges = 500;

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<AgentId, int>> LoadsAsync(TenantId tenant, CancellationToken cancellationToken = default)
    {
        var agents = await RowsAsync(
            "SELECT assignee, sum(change)::bigint, count(*) FROM loads WHERE tenant = $1 GROUP BY assignee",
            r => (Agent: new AgentId(OddText.Read(r.GetString(0))), Load: (int)r.GetInt64(1), Changes: r.GetInt64(2)),
            cancellationToken,
            tenant.Value).ConfigureAwait(false);
        if (agents.Sum(a => a.Changes - 1) > MaxChanges)
        {
            try
            {
                await RunAsync(FoldLoads, cancellationToken, tenant.Value, Schema.LockSpace + 2).ConfigureAwait(false);
            }
            catch (NpgsqlException)
            {
                // The next reader does it.
            }
        }

        return agents.Where(a => a.Load > 0).ToDictionary(a => a.Agent, a => a.Load);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<KeyValuePair<Address, IReadOnlyList<Instant>>>> ReadNoticesAsync(
        TenantId tenant, IReadOnlyCollection<Address> to, Instant since, CancellationToken cancellationToken = default)
    {
        Address[] all = [.. to];
        var read = await RowsAsync(
            NoticesTo,
            r => (Place: (int)r.GetInt64(0) - 1, At: At(r.GetInt64(1))),
            cancellationToken,
            tenant.Value,
            all.Select(Recipient).ToArray(),
            Ticks(since)).ConfigureAwait(false);
        return [.. read.GroupBy(n => n.Place, n => n.At).Select(g => KeyValuePair.Create<Address, IReadOnlyList<Instant>>(all[g.Key], [.. g]))];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<TicketId>> ReadTicketIdsAsync(
        TenantId tenant, TicketId? after, int limit, CancellationToken cancellationToken = default) => await RowsAsync(
        "SELECT id FROM tickets WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT $3",
        r => new TicketId(r.GetGuid(0)),
        cancellationToken,
        tenant.Value,
        after?.Value ?? Guid.Empty,
        limit).ConfigureAwait(false);

    /// <inheritdoc />
    public async Task<IReadOnlyList<TicketRow>> ListAsync(
        TenantId tenant,
        IReadOnlyCollection<StatusCategory> categories,
        TicketSort sort,
        int limit,
        CancellationToken cancellationToken = default) => await RowsAsync(
        $"""
        SELECT {RowColumns} FROM tickets WHERE tenant = $1 AND category = ANY($2)
        ORDER BY {TicketOrder.SqlOrder(sort, TicketOrder.SqlKey(sort))} LIMIT $3
        """,
        Row,
        cancellationToken,
        tenant.Value,
        categories.Select(c => (int)c).ToArray(),
        limit).ConfigureAwait(false);

    /// <inheritdoc />
    public async Task<TicketPage> QueryAsync(TenantId tenant, TicketQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var tests = new PostgreSqlTests();
        var where = tests.Write(query.Where);
        var found = await RowsAsync(
            $"""
            SELECT {RowColumns}, {TicketOrder.SqlKey(query.Sort)}::bigint FROM tickets
            WHERE tenant = $1 AND {(query.After is null ? First : TicketOrder.SqlAfter(query.Sort, TicketOrder.SqlKey(query.Sort), "$3::bigint", "$4"))} AND {where}
            ORDER BY {TicketOrder.SqlOrder(query.Sort, TicketOrder.SqlKey(query.Sort))} LIMIT $2
            """,
            r => (Row(r), r.GetInt64(11)),
            cancellationToken,
            [tenant.Value, query.Limit + 1L, query.After?.Key, query.After?.Reference.Value, .. tests.Values.Select(RawText.Of)]).ConfigureAwait(false);
        return TicketPage.Of(found, query.Limit);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<TicketCount>> CountAsync(TenantId tenant, CancellationToken cancellationToken = default) => await RowsAsync(
        "SELECT department, status, COUNT(*) FROM tickets WHERE tenant = $1 GROUP BY department, status ORDER BY department, status",
        r => new TicketCount(new DepartmentId(OddText.Read(r.GetString(0))), new StatusId(OddText.Read(r.GetString(1))), r.GetInt64(2)),
        cancellationToken,
        tenant.Value).ConfigureAwait(false);

    /// <inheritdoc />
    public async Task<CommitResult> QuarantineAsync(TenantId tenant, QuarantineEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var stored = await RunAsync(
            """
            WITH fresh AS (
              INSERT INTO keys SELECT $1, $8 WHERE NOT EXISTS(SELECT 1 FROM keys WHERE tenant = $1 AND key = $9) ON CONFLICT DO NOTHING RETURNING 1)
            INSERT INTO quarantine(tenant, place, reason, at, key, raw, trace) SELECT $1, $2, $3, $4, $5, $6, $7 FROM fresh
            """,
            cancellationToken,
            tenant.Value,
            entry.Place,
            Json(entry.Reason, HelpdeskJson.Default.Fault),
            Ticks(entry.At),
            entry.DuplicateKey,
            entry.Raw.ToArray(),
            Json(entry.Trace, HelpdeskJson.Default.Trace),
            Digest(entry.DuplicateKey),
            KeyDigest.FormerOf(entry.DuplicateKey)).ConfigureAwait(false);
        return stored == 1 ? CommitResult.Committed : CommitResult.Duplicate;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<QuarantineEntry>> ReadQuarantineAsync(
        TenantId tenant, int limit, CancellationToken cancellationToken = default) => await RowsAsync(
        "SELECT place, reason, at, key, raw, trace FROM quarantine WHERE tenant = $1 ORDER BY sequence LIMIT $2",
        Aside,
        cancellationToken,
        tenant.Value,
        limit).ConfigureAwait(false);

    internal static byte[] Recipient(Address address) => KeyDigest.OfRecipient(address);

    /// <summary>Of place, reason, instant, key, bytes and explanation.</summary>
    internal static QuarantineEntry Aside(NpgsqlDataReader row) => new(
        OddText.Read(row.GetString(0)),
        From(row.GetString(1), HelpdeskJson.Default.Fault),
        At(row.GetInt64(2)),
        OddText.Read(row.GetString(3)),
        (byte[])row[4],
        From(row.GetString(5), HelpdeskJson.Default.Trace));

    private static TicketRow Row(NpgsqlDataReader row) => new(
        new TicketId(row.GetGuid(0)),
        new TicketReference(OddText.Read(row.GetString(1))),
        OddText.Read(row.GetString(2)),
        From(row.GetString(3), HelpdeskJson.Default.AddressArray)[0],
        new DepartmentId(OddText.Read(row.GetString(4))),
        new StatusId(OddText.Read(row.GetString(5))),
        (StatusCategory)row.GetInt32(6),
        (Priority)row.GetInt32(7),
        row.IsDBNull(8) ? null : new AgentId(OddText.Read(row.GetString(8))),
        OddText.Read(row.GetString(9)),
        row.IsDBNull(10) ? null : At(row.GetInt64(10)));
}
