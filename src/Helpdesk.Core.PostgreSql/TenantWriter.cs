using System.Diagnostics;
using System.Text.Json;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Blobs;
using Helpdesk.Core.Runtime.Storage.Export;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Tickets;
using Npgsql;

namespace Helpdesk.Core.PostgreSql;

/// <summary>Writes everything of a tenant inside the transaction of its connection, many records a round trip.</summary>
internal sealed class TenantWriter(NpgsqlConnection connection, string tenant, OutsideContents contents) : IAsyncDisposable
{
    // A round trip takes so many records, or as much as these weigh.
    private const int MaxWaiting = 200;
    private const int MaxWeight = 1024 * 1024;

    private const string Something =
        """
        SELECT EXISTS(SELECT 1 FROM tickets WHERE tenant = $1) OR EXISTS(SELECT 1 FROM keys WHERE tenant = $1)
        OR EXISTS(SELECT 1 FROM quarantine WHERE tenant = $1) OR EXISTS(SELECT 1 FROM spam_models WHERE tenant = $1)
        OR EXISTS(SELECT 1 FROM spam_taught WHERE tenant = $1)
        """;

    private readonly List<StoredEvent> _events = [];
    private readonly List<StoredRecord.Snapshot> _tickets = [];
    private CommitBatch _batch = new(connection, contents);
    private int _waiting;
    private long _weight;
    private long _counted;
    private long _contents;

    public ValueTask DisposeAsync() => _batch.DisposeAsync();

    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        // Two imports at the same time wait for one another.
        await ExistsAsync("SELECT pg_advisory_xact_lock($2, hashtext($1)) IS NULL", cancellationToken, tenant, Schema.LockSpace + 1).ConfigureAwait(false);
        return !await ExistsAsync(Something, cancellationToken, tenant).ConfigureAwait(false);
    }

    public async Task AddAsync(StoredRecord record, CancellationToken cancellationToken)
    {
        switch (record)
        {
            case StoredRecord.Happened happened:
                _events.Add(new StoredEvent(happened.Ticket, happened.Recorded));
                _batch.AddThreadIds(tenant, [.. StoredChanges.ThreadIds(happened.Recorded)]);
                break;
            case StoredRecord.Snapshot snapshot:
                _tickets.Add(snapshot);
                break;
            case StoredRecord.Content content:
                await contents.PutAsync(content.Bytes, cancellationToken).ConfigureAwait(false);
                _batch.AddBlob(content.Hash.ToBytes(), content.Bytes);
                (_contents, _weight) = (_contents + 1, _weight + content.Bytes.Length);
                break;
            case StoredRecord.Written written:
                var named = written.Message with { Attachments = [.. written.Attachments.Select(a => new Attachment(a.Name, a.MediaType, default))] };
                _batch.AddMessage(tenant, written.Ticket.Value, named, [.. written.Attachments.Select(a => a.Content.ToBytes())]);
                _batch.AddThreadIds(tenant, [.. StoredChanges.ThreadIds(written.Message)]);
                _weight += written.Message.Text.Length + written.Message.Html.Length;
                break;
            default:
                Add(record);
                break;
        }

        if (++_waiting >= MaxWaiting || _weight >= MaxWeight || (_tickets.Count > 0 && record is not StoredRecord.Snapshot))
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends the rest, and looks whether all fits together.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        const string WithoutTicket = "x WHERE tenant = $1 AND NOT EXISTS(SELECT 1 FROM tickets t WHERE t.tenant = x.tenant AND t.id = x.ticket))";
        const string WithoutMessage =
            "x WHERE tenant = $1 AND message IS NOT NULL AND NOT EXISTS(SELECT 1 FROM messages m WHERE m.tenant = x.tenant AND m.id = x.message))";
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        await DemandNoneAsync("SELECT EXISTS(SELECT 1 FROM events " + WithoutTicket, ImportChecks.Tickets, cancellationToken).ConfigureAwait(false);
        foreach (var table in (string[])["messages", "timers", "traces", "samples"])
        {
            await DemandNoneAsync($"SELECT EXISTS(SELECT 1 FROM {table} " + WithoutTicket, ImportChecks.Messages, cancellationToken).ConfigureAwait(false);
        }

        foreach (var table in (string[])["keys", "deliveries"])
        {
            await DemandNoneAsync($"SELECT EXISTS(SELECT 1 FROM {table} " + WithoutMessage, ImportChecks.Keys, cancellationToken).ConfigureAwait(false);
        }

        ImportChecks.Demand(
            await ExistsAsync("SELECT count(DISTINCT hash) = $2 FROM attachments WHERE tenant = $1", cancellationToken, tenant, _contents).ConfigureAwait(false),
            ImportChecks.Contents);
        ImportChecks.Demand(
            await ExistsAsync("SELECT count(*) = $2 FROM tickets WHERE tenant = $1", cancellationToken, tenant, _counted).ConfigureAwait(false),
            "Somebody else wrote to the tenant meanwhile.");
    }

    private void Add(StoredRecord record)
    {
        switch (record)
        {
            case StoredRecord.KnownKey key:
                _batch.AddKey(tenant, Convert.FromHexString(key.Digest), key.Message);
                break;
            case StoredRecord.Delivery delivery:
                _batch.AddDelivery(tenant, delivery.Message, delivery.By);
                break;
            case StoredRecord.Timer timer:
                _batch.Add(
                    "INSERT INTO timers(tenant, ticket, kind, at) VALUES($1, $2, $3, $4)", tenant, timer.Ticket.Value, (int)timer.Due.Kind, timer.Due.At.ToUnixTimeTicks());
                break;
            case StoredRecord.Outgoing outgoing:
                _batch.Add(
                    "INSERT INTO outbox(tenant, id, body, not_before, token, done, failure) VALUES($1, $2, $3, $4, $5, $6, $7)",
                    tenant,
                    outgoing.Message.Id.Value,
                    PostgreSqlStore.Json(outgoing.Message, HelpdeskJson.Default.OutboundMessage),
                    outgoing.NotBefore is { } notBefore ? notBefore.ToUnixTimeTicks() : long.MinValue,
                    outgoing.Attempts,
                    outgoing.Failure is not null,
                    outgoing.Failure is null ? null : PostgreSqlStore.Json(outgoing.Failure, HelpdeskJson.Default.Fault));
                break;
            case StoredRecord.Explanation explanation:
                _batch.AddTrace(tenant, explanation.Ticket.Value, explanation.Trace);
                break;
            case StoredRecord.Sample sample:
                _batch.AddSample(tenant, sample.Ticket.Value, sample.Features);
                break;
            case StoredRecord.SpamTotals totals:
                _batch.Add("INSERT INTO spam_models VALUES($1, $2, 1, $3, $4)", tenant, SpamModel.FeatureVersion, totals.Spam, totals.Ham);
                break;
            case StoredRecord.SpamCount count:
                _batch.Add("INSERT INTO spam_counts VALUES($1, $2, $3, $4, 1)", tenant, unchecked((long)count.Feature), count.Spam, count.Ham);
                break;
            case StoredRecord.SpamLesson lesson:
                _batch.Add(
                    "INSERT INTO spam_taught VALUES($1, $2, $3, $4::bigint)", tenant, Convert.FromHexString(lesson.Digest), (int)lesson.Class, lesson.Features);
                break;
            case StoredRecord.PutAside { Entry: var entry }:
                _batch.Add(
                    "INSERT INTO quarantine(tenant, place, reason, at, key, raw, trace) VALUES($1, $2, $3, $4, $5, $6, $7)",
                    tenant,
                    entry.Place,
                    PostgreSqlStore.Json(entry.Reason, HelpdeskJson.Default.Fault),
                    entry.At.ToUnixTimeTicks(),
                    entry.DuplicateKey,
                    entry.Raw.ToArray(),
                    PostgreSqlStore.Json(entry.Trace, HelpdeskJson.Default.Trace));
                _weight += entry.Raw.Length;
                break;
            case StoredRecord.Notice notice:
                _batch.Add(
                    "INSERT INTO notices(tenant, recipient, at) VALUES($1, $2, $3)", tenant, Convert.FromHexString(notice.Recipient), notice.At.ToUnixTimeTicks());
                break;
            default:
                throw new UnreachableException();
        }
    }

    // Events first: tickets are made of them.
    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_events.Count > 0)
        {
            _batch.AddEvents(tenant, _events);
            _events.Clear();
        }

        if (_tickets.Count > 0)
        {
            await SendAsync().ConfigureAwait(false);
            var streams = await StreamsAsync(cancellationToken).ConfigureAwait(false);
            foreach (var ticket in _tickets)
            {
                _batch.AddTicket(tenant, ImportChecks.Restore(ticket, [.. streams[ticket.Ticket]]), 0);
            }

            _counted += _tickets.Count;
            _tickets.Clear();
        }

        await SendAsync().ConfigureAwait(false);
        (_waiting, _weight) = (0, 0);
    }

    private async Task SendAsync()
    {
        if (_batch.IsEmpty)
        {
            return;
        }

        await _batch.RunAsync().ConfigureAwait(false);
        await _batch.DisposeAsync().ConfigureAwait(false);
        _batch = new CommitBatch(connection, contents);
    }

    private async Task<ILookup<TicketId, RecordedEvent>> StreamsAsync(CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand("SELECT ticket, body FROM events WHERE tenant = $1 AND ticket = ANY($2) ORDER BY ticket, version", connection);
        await using var _ = command.ConfigureAwait(false);
        Values.Add(command.Parameters, tenant, _tickets.Select(t => t.Ticket.Value).ToArray());
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = reader.ConfigureAwait(false);
        var events = new List<(TicketId Ticket, RecordedEvent Event)>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            events.Add((new TicketId(reader.GetGuid(0)), JsonSerializer.Deserialize(reader.GetString(1), HelpdeskJson.Default.RecordedEvent)!));
        }

        return events.ToLookup(e => e.Ticket, e => e.Event);
    }

    private async Task DemandNoneAsync(string exists, string what, CancellationToken cancellationToken) =>
        ImportChecks.Demand(!await ExistsAsync(exists, cancellationToken, tenant).ConfigureAwait(false), what);

    private async Task<bool> ExistsAsync(string sql, CancellationToken cancellationToken, params object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using var _ = command.ConfigureAwait(false);
        Values.Add(command.Parameters, values);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
    }
}
