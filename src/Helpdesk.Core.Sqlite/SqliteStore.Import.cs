using System.Diagnostics;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Export;
using Helpdesk.Core.Spam;
using Microsoft.Data.Sqlite;

namespace Helpdesk.Core.Sqlite;

/// <content>Everything of a tenant, in.</content>
public sealed partial class SqliteStore
{
    private const string Something =
        """
        SELECT 1 FROM tickets WHERE tenant = ?1 UNION ALL SELECT 1 FROM keys WHERE tenant = ?1 UNION ALL SELECT 1 FROM quarantine WHERE tenant = ?1
        UNION ALL SELECT 1 FROM spam_models WHERE tenant = ?1 UNION ALL SELECT 1 FROM spam_taught WHERE tenant = ?1 LIMIT 1
        """;

    private const string WithoutTicket = "tenant = ?1 AND ticket NOT IN (SELECT id FROM tickets WHERE tenant = ?1)";

    private const string WithoutMessage = "tenant = ?1 AND message IS NOT NULL AND message NOT IN (SELECT id FROM messages WHERE tenant = ?1)";

    /// <inheritdoc />
    public async Task<bool> ImportAsync(TenantId tenant, IAsyncEnumerable<StoredRecord> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        try
        {
            var imported = await _queue.RunAloneAsync(() => ImportAllAsync(tenant, records, cancellationToken), cancellationToken).ConfigureAwait(false);
            _signal.Ring(tenant);
            return imported;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == 19) // SQLITE_CONSTRAINT
        {
            throw new InvalidRecordException(new Fault("inconsistent", ImportChecks.Doubles), exception);
        }
    }

    private async Task<bool> ImportAllAsync(TenantId tenant, IAsyncEnumerable<StoredRecord> records, CancellationToken cancellationToken)
    {
        if (Rows(Something, _ => true, tenant.Value).Count > 0)
        {
            return false;
        }

        var contents = 0L;
        await foreach (var record in records.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (record is StoredRecord.Content content)
            {
                contents++;
                await _contents.PutAsync(content.Bytes, cancellationToken).ConfigureAwait(false);
            }

            Import(tenant, record);
        }

        DemandWhole(tenant.Value, contents);
        return true;
    }

    private void Import(TenantId tenant, StoredRecord record)
    {
        switch (record)
        {
            case StoredRecord.Happened happened:
                StoreEvent(tenant.Value, happened.Ticket.ToString(), happened.Recorded);
                Know(tenant.Value, StoredChanges.ThreadIds(happened.Recorded));
                break;
            case StoredRecord.Snapshot snapshot:
                ImportChecks.Demand(StoreTicket(tenant.Value, ImportChecks.Restore(snapshot, Events(_writer, tenant, snapshot.Ticket)), 0), ImportChecks.Doubles);
                break;
            case StoredRecord.Content content:
                StoreContent(content.Hash.ToBytes(), content.Bytes);
                break;
            case StoredRecord.Written written:
                var named = written.Message with { Attachments = [.. written.Attachments.Select(a => new Attachment(a.Name, a.MediaType, default))] };
                StoreMessage(tenant.Value, written.Ticket.ToString(), named, [.. written.Attachments.Select(a => a.Content.ToBytes())]);
                Know(tenant.Value, StoredChanges.ThreadIds(written.Message));
                break;
            case StoredRecord.KnownKey key:
                Run("INSERT INTO keys VALUES(?1, ?2, ?3)", tenant.Value, key.Digest, key.Message?.ToString());
                break;
            case StoredRecord.Delivery delivery:
                Deliver(tenant.Value, delivery.Message.ToString(), delivery.By);
                break;
            case StoredRecord.Timer timer:
                StoreTimer(tenant.Value, timer.Ticket.ToString(), timer.Due, null);
                break;
            case StoredRecord.Outgoing outgoing:
                Run(
                    "INSERT INTO outbox(tenant, id, body, not_before, token, done, failure) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    tenant.Value,
                    outgoing.Message.Id.ToString(),
                    Json(outgoing.Message, HelpdeskJson.Default.OutboundMessage),
                    outgoing.NotBefore is { } notBefore ? Ticks(notBefore) : long.MinValue,
                    outgoing.Attempts,
                    outgoing.Failure is null ? 0 : 1,
                    outgoing.Failure is null ? null : Json(outgoing.Failure, HelpdeskJson.Default.Fault));
                break;
            case StoredRecord.Explanation explanation:
                StoreTrace(tenant.Value, explanation.Ticket.ToString(), explanation.Trace);
                break;
            case StoredRecord.Sample sample:
                StoreSample(tenant.Value, sample.Ticket.ToString(), sample.Features);
                break;
            case StoredRecord.SpamTotals totals:
                Run("INSERT INTO spam_models VALUES(?1, ?2, 1, ?3, ?4)", tenant.Value, SpamModel.FeatureVersion, totals.Spam, totals.Ham);
                break;
            case StoredRecord.SpamCount count:
                Run("INSERT INTO spam_counts VALUES(?1, ?2, ?3, ?4, 1)", tenant.Value, unchecked((long)count.Feature), count.Spam, count.Ham);
                break;
            case StoredRecord.SpamLesson lesson:
                Run("INSERT INTO spam_taught VALUES(?1, ?2, ?3, ?4)", tenant.Value, lesson.Digest, (int)lesson.Class, lesson.Features);
                break;
            case StoredRecord.PutAside aside:
                StoreAside(tenant.Value, aside.Entry);
                break;
            case StoredRecord.Notice notice:
                Run("INSERT INTO notices(tenant, recipient, at) VALUES(?1, ?2, ?3)", tenant.Value, notice.Recipient, Ticks(notice.At));
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void DemandWhole(string tenant, long contents)
    {
        ImportChecks.Demand(IsNone("events", WithoutTicket, tenant), ImportChecks.Tickets);
        foreach (var table in (string[])["messages", "timers", "traces", "samples"])
        {
            ImportChecks.Demand(IsNone(table, WithoutTicket, tenant), ImportChecks.Messages);
        }

        ImportChecks.Demand(IsNone("keys", WithoutMessage, tenant) && IsNone("deliveries", WithoutMessage, tenant), ImportChecks.Keys);
        ImportChecks.Demand(
            Rows("SELECT COUNT(DISTINCT hash) FROM attachments WHERE tenant = ?1", r => r.GetInt64(0), tenant)[0] == contents, ImportChecks.Contents);
    }

    private bool IsNone(string table, string where, string tenant) => Rows($"SELECT 1 FROM {table} WHERE {where} LIMIT 1", _ => true, tenant).Count == 0;
}
