using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets.Presence;
using NodaTime;

namespace Helpdesk.Core.PostgreSql;

/// <content>Timers, the outbox, and who is on a ticket.</content>
public sealed partial class PostgreSqlStore
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<DueTimer>> DueTimersAsync(
        TenantId tenant, Instant until, int limit, CancellationToken cancellationToken = default) => await RowsAsync(
        "SELECT ticket, kind, at FROM timers WHERE tenant = $1 AND at <= $2 ORDER BY at, ticket, kind LIMIT $3",
        r => new DueTimer(new TicketId(r.GetGuid(0)), new TicketTimer((TimerKind)r.GetInt32(1), At(r.GetInt64(2)))),
        cancellationToken,
        tenant.Value,
        Ticks(until),
        limit).ConfigureAwait(false);

    // The first timer of a ticket is looked up ticket by ticket: without statistics a join went through all timers of the tenant for each one.
    private const string ClaimTimers =
        """
        WITH claim AS MATERIALIZED (SELECT nextval('claims') AS token),
        free AS (
          SELECT ticket, kind FROM timers c WHERE tenant = $1 AND at <= $2 AND leased_until <= clock_timestamp() AND kind = (
            SELECT kind FROM timers e WHERE e.tenant = $1 AND e.ticket = c.ticket ORDER BY e.at + 0, e.kind LIMIT 1)
          ORDER BY at, ticket, kind LIMIT $4 FOR UPDATE OF c SKIP LOCKED)
        UPDATE timers t SET token = claim.token, leased_until = clock_timestamp() + $3 FROM free, claim
        WHERE t.tenant = $1 AND t.ticket = free.ticket AND t.kind = free.kind RETURNING t.ticket, t.kind, t.at, t.token
        """;

    // As an array, so that the few are looked up by their keys: a join read all messages that ever left.
    private const string ClaimOutbox =
        """
        UPDATE outbox SET token = token + 1, leased_until = clock_timestamp() + $3 WHERE tenant = $1 AND id = ANY(ARRAY(
          SELECT id FROM outbox WHERE tenant = $1 AND NOT done AND not_before <= $2 AND leased_until <= clock_timestamp()
          ORDER BY sequence LIMIT $4 FOR UPDATE SKIP LOCKED))
        RETURNING sequence, body, token
        """;

    /// <inheritdoc />
    public async Task<IReadOnlyList<TimerClaim>> ClaimTimersAsync(
        TenantId tenant, Instant until, Duration lease, int limit, CancellationToken cancellationToken = default) =>
        [
            .. (await RowsAsync(
                ClaimTimers,
                r => new TimerClaim(new TicketId(r.GetGuid(0)), new TicketTimer((TimerKind)r.GetInt32(1), At(r.GetInt64(2))), r.GetInt64(3)),
                cancellationToken,
                tenant.Value,
                Ticks(until),
                lease.ToTimeSpan(),
                limit).ConfigureAwait(false)).OrderBy(t => t.Timer.At).ThenBy(t => t.Ticket.ToString(), StringComparer.Ordinal).ThenBy(t => t.Timer.Kind),
        ];

    /// <inheritdoc />
    public Task ReleaseTimersAsync(TenantId tenant, long token, CancellationToken cancellationToken = default) => RunAsync(
        "UPDATE timers SET token = 0, leased_until = '-infinity' WHERE tenant = $1 AND token = $2", cancellationToken, tenant.Value, token);

    /// <inheritdoc />
    public async Task<IReadOnlyList<OutboxItem>> ClaimOutboxAsync(
        TenantId tenant, Instant now, Duration lease, int limit, CancellationToken cancellationToken = default) =>
        [
            .. (await RowsAsync(
                ClaimOutbox,
                r => (Sequence: r.GetInt64(0), Item: new OutboxItem(
                    From(r.GetString(1), HelpdeskJson.Default.OutboundMessage), r.GetInt64(2), (int)r.GetInt64(2))),
                cancellationToken,
                tenant.Value,
                Ticks(now),
                lease.ToTimeSpan(),
                limit).ConfigureAwait(false)).OrderBy(x => x.Sequence).Select(x => x.Item),
        ];

    /// <inheritdoc />
    public async Task<bool> CompleteOutboxAsync(
        TenantId tenant, MessageId message, long token, Fault? failure = null, CancellationToken cancellationToken = default) => await RunAsync(
        "UPDATE outbox SET done = TRUE, failure = $4 WHERE tenant = $1 AND id = $2 AND token = $3 AND NOT done",
        cancellationToken,
        tenant.Value,
        message.Value,
        token,
        failure is null ? null : Json(failure, HelpdeskJson.Default.Fault)).ConfigureAwait(false) == 1;

    /// <inheritdoc />
    public async Task<IReadOnlyList<DeadLetter>> ReadDeadLettersAsync(
        TenantId tenant, int limit, CancellationToken cancellationToken = default) => await RowsAsync(
        "SELECT body, failure FROM outbox WHERE tenant = $1 AND failure IS NOT NULL ORDER BY sequence LIMIT $2",
        r => new DeadLetter(
            From(r.GetString(0), HelpdeskJson.Default.OutboundMessage), From(r.GetString(1), HelpdeskJson.Default.Fault)),
        cancellationToken,
        tenant.Value,
        limit).ConfigureAwait(false);

    /// <inheritdoc />
    public async Task<bool> ReviveAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken = default)
    {
        var revived = await RunAsync(
            "UPDATE outbox SET done = FALSE, failure = NULL, not_before = $3, leased_until = '-infinity' WHERE tenant = $1 AND id = $2 AND failure IS NOT NULL",
            cancellationToken,
            tenant.Value,
            message.Value,
            long.MinValue).ConfigureAwait(false) == 1;
        _bell.Ring(tenant);
        return revived;
    }

    /// <inheritdoc />
    public Task<long> WaitForMessagesAsync(TenantId tenant, long seen, TimeSpan atMost, CancellationToken cancellationToken = default) =>
        _bell.WaitAsync(tenant, seen, atMost, cancellationToken);

    /// <inheritdoc />
    public async Task<bool> RetryOutboxAsync(
        TenantId tenant, MessageId message, long token, Instant notBefore, CancellationToken cancellationToken = default) => await RunAsync(
        "UPDATE outbox SET not_before = $4, leased_until = '-infinity' WHERE tenant = $1 AND id = $2 AND token = $3 AND NOT done",
        cancellationToken,
        tenant.Value,
        message.Value,
        token,
        Ticks(notBefore)).ConfigureAwait(false) == 1;

    /// <inheritdoc />
    public async Task<TicketLeases> ReadLeasesAsync(TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default) => TicketLeases.Of(
        await RowsAsync(
            "SELECT agent, kind, since, until FROM leases WHERE tenant = $1 AND ticket = $2",
            r => new Lease(new AgentId(OddText.Read(r.GetString(0))), (LeaseKind)r.GetInt32(1), At(r.GetInt64(2)), At(r.GetInt64(3))),
            cancellationToken,
            tenant.Value,
            ticket.Value).ConfigureAwait(false));

    /// <inheritdoc />
    public Task HoldLeaseAsync(TenantId tenant, TicketId ticket, Lease lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return RunAsync(
            """
            INSERT INTO leases VALUES($1, $2, $3, $4, $5, $6)
            ON CONFLICT(tenant, ticket, agent) DO UPDATE SET kind = excluded.kind, since = excluded.since, until = excluded.until
            """,
            cancellationToken,
            tenant.Value,
            ticket.Value,
            lease.Agent.Value,
            (int)lease.Kind,
            Ticks(lease.Since),
            Ticks(lease.Until));
    }

    /// <inheritdoc />
    public Task DropLeaseAsync(TenantId tenant, TicketId ticket, AgentId agent, CancellationToken cancellationToken = default) => RunAsync(
        "DELETE FROM leases WHERE tenant = $1 AND ticket = $2 AND agent = $3", cancellationToken, tenant.Value, ticket.Value, agent.Value);
}
