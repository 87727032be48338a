using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets.Presence;
using NodaTime;

namespace Helpdesk.Core.Sqlite;

/// <content>Timers, the outbox, and who is on a ticket.</content>
public sealed partial class SqliteStore
{
    /// <inheritdoc />
    public Task<IReadOnlyList<DueTimer>> DueTimersAsync(
        TenantId tenant, Instant until, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<DueTimer>>(
        db => db.Rows(
            "SELECT ticket, kind, at FROM timers WHERE tenant = ?1 AND at <= ?2 ORDER BY at, ticket, kind LIMIT ?3",
            r => new DueTimer(Id(r.GetString(0)), new TicketTimer((TimerKind)r.GetInt32(1), At(r.GetInt64(2)))),
            tenant.Value,
            Ticks(until),
            limit),
        cancellationToken);

    // The plus keeps the first timer of a ticket from being looked for among all that are due.
    private const string ClaimTimers =
        """
        UPDATE timers SET token = ?5, leased_until = ?4 WHERE tenant = ?1 AND (ticket, kind) IN (
          SELECT ticket, kind FROM timers c WHERE tenant = ?1 AND at <= ?2 AND leased_until <= ?3 AND kind = (
            SELECT kind FROM timers e WHERE e.tenant = ?1 AND e.ticket = c.ticket ORDER BY +e.at, e.kind LIMIT 1)
          ORDER BY at, ticket, kind LIMIT ?6)
        RETURNING ticket, kind, at, token
        """;

    private const string ClaimOutbox =
        """
        UPDATE outbox SET token = token + 1, leased_until = ?4 WHERE sequence IN (
          SELECT sequence FROM outbox WHERE tenant = ?1 AND done = 0 AND not_before <= ?2 AND leased_until <= ?3 ORDER BY sequence LIMIT ?5)
        RETURNING sequence, body, token
        """;

    /// <inheritdoc />
    public Task<IReadOnlyList<TimerClaim>> ClaimTimersAsync(
        TenantId tenant, Instant until, Duration lease, int limit, CancellationToken cancellationToken = default) => ChangeAsync<IReadOnlyList<TimerClaim>>(
        () =>
        [
            .. Rows(
                ClaimTimers,
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
    public Task ReleaseTimersAsync(TenantId tenant, long token, CancellationToken cancellationToken = default) => ChangeAsync(
        () => Run("UPDATE timers SET token = 0, leased_until = 0 WHERE tenant = ?1 AND token = ?2", tenant.Value, token), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<OutboxItem>> ClaimOutboxAsync(
        TenantId tenant, Instant now, Duration lease, int limit, CancellationToken cancellationToken = default) => ChangeAsync<IReadOnlyList<OutboxItem>>(
        () =>
        [
            .. Rows(
                ClaimOutbox,
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
        TenantId tenant, MessageId message, long token, Fault? failure = null, CancellationToken cancellationToken = default) => ChangeAsync(
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
            db => db.Rows(
                "SELECT body, failure FROM outbox WHERE tenant = ?1 AND failure IS NOT NULL ORDER BY sequence LIMIT ?2",
                r => new DeadLetter(From(r.GetString(0), HelpdeskJson.Default.OutboundMessage), From(r.GetString(1), HelpdeskJson.Default.Fault)),
                tenant.Value,
                limit),
            cancellationToken);

    /// <inheritdoc />
    public async Task<bool> ReviveAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken = default)
    {
        var revived = await ChangeAsync(() => Revive(tenant, message), cancellationToken).ConfigureAwait(false);
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
        TenantId tenant, MessageId message, long token, Instant notBefore, CancellationToken cancellationToken = default) => ChangeAsync(
        () => Run(
            "UPDATE outbox SET not_before = ?4, leased_until = 0 WHERE tenant = ?1 AND id = ?2 AND token = ?3 AND done = 0",
            tenant.Value,
            message.ToString(),
            token,
            Ticks(notBefore)) == 1,
        cancellationToken);

    /// <inheritdoc />
    public Task<long> WaitForMessagesAsync(TenantId tenant, long seen, TimeSpan atMost, CancellationToken cancellationToken = default) =>
        _signal.WaitAsync(tenant, seen, atMost, cancellationToken);

    /// <inheritdoc />
    public Task<TicketLeases> ReadLeasesAsync(TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default) => ReadAsync(
        db => TicketLeases.Of(db.Rows(
            "SELECT agent, kind, since, until FROM leases WHERE tenant = ?1 AND ticket = ?2",
            r => new Lease(new AgentId(r.GetString(0)), (LeaseKind)r.GetInt32(1), At(r.GetInt64(2)), At(r.GetInt64(3))),
            tenant.Value,
            ticket.ToString())),
        cancellationToken);

    /// <inheritdoc />
    public Task HoldLeaseAsync(TenantId tenant, TicketId ticket, Lease lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return ChangeAsync(
            () => Run(
                "INSERT INTO leases VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET kind = ?4, since = ?5, until = ?6",
                tenant.Value,
                ticket.ToString(),
                lease.Agent.Value,
                (int)lease.Kind,
                Ticks(lease.Since),
                Ticks(lease.Until)),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task DropLeaseAsync(TenantId tenant, TicketId ticket, AgentId agent, CancellationToken cancellationToken = default) => ChangeAsync(
        () => Run("DELETE FROM leases WHERE tenant = ?1 AND ticket = ?2 AND agent = ?3", tenant.Value, ticket.ToString(), agent.Value),
        cancellationToken);
}
