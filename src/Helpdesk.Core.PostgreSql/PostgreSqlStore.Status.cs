using Helpdesk.Core.Runtime.Storage;
using NodaTime;

namespace Helpdesk.Core.PostgreSql;

/// <content>How the data stand.</content>
public sealed partial class PostgreSqlStore
{
    /// <inheritdoc />
    public async Task<StoreStatus> ReadStatusAsync(TenantId tenant, CancellationToken cancellationToken = default) => (await RowsAsync(
        """
        SELECT (SELECT version FROM helpdesk_schema),
          (SELECT at FROM timers WHERE tenant = $1 ORDER BY at LIMIT 1),
          (SELECT count(*) FROM outbox WHERE tenant = $1 AND NOT done),
          (SELECT m.body FROM outbox o JOIN messages m ON m.tenant = o.tenant AND m.id = o.id
            WHERE o.tenant = $1 AND NOT o.done ORDER BY o.sequence LIMIT 1),
          (SELECT count(*) FROM outbox WHERE tenant = $1 AND failure IS NOT NULL)
        """,
        r => new StoreStatus
        {
            SchemaVersion = (int)r.GetInt64(0),
            EarliestTimer = r.IsDBNull(1) ? null : At(r.GetInt64(1)),
            Waiting = r.GetInt64(2),
            OldestWaiting = r.IsDBNull(3) ? (Instant?)null : From(r.GetString(3), HelpdeskJson.Default.TicketMessage).At,
            DeadLetters = r.GetInt64(4),
        },
        cancellationToken,
        tenant.Value).ConfigureAwait(false))[0];
}
