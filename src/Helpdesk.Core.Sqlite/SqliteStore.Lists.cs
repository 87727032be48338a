using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Helpdesk.Core.Sqlite;

/// <content>Lists, counts, and what was put aside.</content>
public sealed partial class SqliteStore
{
    // Every value has to be in the text.
    private const string First = "?3 IS NULL AND ?4 IS NULL";

    private const string RowColumns = "id, reference, subject, requester, department, status, category, priority, assignee, next_target, next_due";

    /// <inheritdoc />
    public Task<IReadOnlyDictionary<AgentId, int>> LoadsAsync(TenantId tenant, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyDictionary<AgentId, int>>(
            db => db.Rows(
                    "SELECT assignee, load FROM loads WHERE tenant = ?1 AND load > 0",
                    r => (Agent: new AgentId(r.GetString(0)), Load: r.GetInt32(1)),
                    tenant.Value)
                .ToDictionary(x => x.Agent, x => x.Load),
            cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<KeyValuePair<Address, IReadOnlyList<Instant>>>> ReadNoticesAsync(
        TenantId tenant, IReadOnlyCollection<Address> to, Instant since, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<KeyValuePair<Address, IReadOnlyList<Instant>>>>(
            db =>
            [
                .. to.Select(a => KeyValuePair.Create<Address, IReadOnlyList<Instant>>(
                    a,
                    [
                        .. db.Rows(
                            "SELECT at FROM notices WHERE tenant = ?1 AND recipient IN (?2, ?4) AND at >= ?3 ORDER BY at DESC LIMIT 1000",
                            r => At(r.GetInt64(0)),
                            tenant.Value,
                            Recipient(a),
                            Ticks(since),
                            FormerRecipient(a)).Order(),
                    ])).Where(n => n.Value.Count > 0),
            ],
            cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<TicketId>> ReadTicketIdsAsync(
        TenantId tenant, TicketId? after, int limit, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<TicketId>>(
            db => db.Rows(
                "SELECT id FROM tickets WHERE tenant = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
                r => Id(r.GetString(0)),
                tenant.Value,
                after?.ToString() ?? "",
                limit),
            cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<TicketRow>> ListAsync(
        TenantId tenant,
        IReadOnlyCollection<StatusCategory> categories,
        TicketSort sort,
        int limit,
        CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<TicketRow>>(
        db =>
        {
            var wanted = string.Concat(categories.Select(c => $",{(int)c},"));
            return db.Rows(
                $"""
                SELECT {RowColumns} FROM tickets WHERE tenant = ?1 AND instr(?2, ',' || category || ',') > 0
                ORDER BY {TicketOrder.SqlOrder(sort, Schema.NumberOf(sort))} LIMIT ?3
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
            db => TicketPage.Of(
                db.Rows(
                    PageOf(query.Sort, query.After is null, where),
                    r => (Row(r), r.GetInt64(11)),
                    [tenant.Value, query.Limit + 1L, query.After?.Key, query.After?.Reference.Value, .. tests.Values]),
                query.Limit),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<TicketCount>> CountAsync(TenantId tenant, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<TicketCount>>(
            db => db.Rows(
                "SELECT department, status, COUNT(*) FROM tickets WHERE tenant = ?1 GROUP BY department, status ORDER BY department, status",
                r => new TicketCount(new DepartmentId(r.GetString(0)), new StatusId(r.GetString(1)), r.GetInt64(2)),
                tenant.Value),
            cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<QuarantineEntry>> ReadQuarantineAsync(
        TenantId tenant, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<QuarantineEntry>>(
        db => db.Rows(
            "SELECT place, reason, at, key, raw, trace FROM quarantine WHERE tenant = ?1 ORDER BY sequence LIMIT ?2",
            Aside,
            tenant.Value,
            limit),
        cancellationToken);

    /// <summary>Of place, reason, instant, key, bytes and explanation.</summary>
    internal static QuarantineEntry Aside(SqliteDataReader row) => new(
        row.GetString(0),
        From(row.GetString(1), HelpdeskJson.Default.Fault),
        At(row.GetInt64(2)),
        row.GetString(3),
        (byte[])row.GetValue(4),
        From(row.GetString(5), HelpdeskJson.Default.Trace));

    private static string PageOf(TicketSort sort, bool isFirst, string where) =>
        $"""
        SELECT {RowColumns}, {Schema.NumberOf(sort)} FROM tickets
        WHERE tenant = ?1 AND {(isFirst ? First : TicketOrder.SqlAfter(sort, Schema.NumberOf(sort), "?3", "?4"))} AND {where}
        ORDER BY {TicketOrder.SqlOrder(sort, Schema.NumberOf(sort))} LIMIT ?2
        """;

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
}
