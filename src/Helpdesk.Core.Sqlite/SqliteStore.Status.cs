using Helpdesk.Core.Runtime.Storage;
using NodaTime;

namespace Helpdesk.Core.Sqlite;

/// <content>How the data stand.</content>
public sealed partial class SqliteStore
{
    /// <inheritdoc />
    public Task<StoreStatus> ReadStatusAsync(TenantId tenant, CancellationToken cancellationToken = default) => ReadAsync(
        db => db.Snapshot(() => new StoreStatus
        {
            SchemaVersion = (int)db.Rows("PRAGMA user_version", r => r.GetInt64(0)).Single(),
            EarliestTimer = db.Rows(
                "SELECT at FROM timers WHERE tenant = ?1 ORDER BY at LIMIT 1", r => (Instant?)At(r.GetInt64(0)), tenant.Value).FirstOrDefault(),
            Waiting = db.Rows("SELECT COUNT(*) FROM outbox WHERE tenant = ?1 AND done = 0", r => r.GetInt64(0), tenant.Value).Single(),
            OldestWaiting = db.Rows(
                """
                SELECT m.body FROM outbox o JOIN messages m ON m.tenant = o.tenant AND m.id = o.id
                WHERE o.tenant = ?1 AND o.done = 0 ORDER BY o.sequence LIMIT 1
                """,
                r => (Instant?)From(r.GetString(0), HelpdeskJson.Default.TicketMessage).At,
                tenant.Value).FirstOrDefault(),
            DeadLetters = db.Rows("SELECT COUNT(*) FROM outbox WHERE tenant = ?1 AND failure IS NOT NULL", r => r.GetInt64(0), tenant.Value).Single(),
        }),
        cancellationToken);
}
