using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Blobs;
using Helpdesk.Core.Runtime.Storage.Export;
using Helpdesk.Core.Spam;
using NodaTime;
using Npgsql;

namespace Helpdesk.Core.PostgreSql;

/// <summary>Reads everything of a tenant, row by row, inside the transaction of its connection.</summary>
internal sealed class TenantReader(NpgsqlConnection connection, string tenant)
{
    // A message comes once an attachment.
    private const string Messages =
        """
        SELECT m.ticket, m.body, a.name, a.media_type, a.hash FROM messages m
        LEFT JOIN attachments a ON a.tenant = m.tenant AND a.message = m.id WHERE m.tenant = $1 ORDER BY m.sequence, a.position
        """;

    /// <summary>All records; a content that is kept outside is empty.</summary>
    public async IAsyncEnumerable<StoredRecord> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var part in Parts(cancellationToken))
        {
            await foreach (var record in part.ConfigureAwait(false))
            {
                yield return record;
            }
        }
    }

    private IEnumerable<IAsyncEnumerable<StoredRecord>> Parts(CancellationToken cancellationToken) =>
    [
        StreamAsync(
            "SELECT ticket, body FROM events WHERE tenant = $1 ORDER BY moment, position",
            r => new StoredRecord.Happened(Ticket(r), From(r.GetString(1), HelpdeskJson.Default.RecordedEvent)),
            cancellationToken),
        StreamAsync(
            "SELECT id, snapshot FROM tickets WHERE tenant = $1 ORDER BY number, id",
            r => new StoredRecord.Snapshot(Ticket(r), From(r.GetString(1), HelpdeskJson.Default.StoredSnapshot)),
            cancellationToken),
        StreamAsync(
            "SELECT hash, content FROM blobs b WHERE EXISTS(SELECT 1 FROM attachments a WHERE a.tenant = $1 AND a.hash = b.hash) ORDER BY hash",
            r => new StoredRecord.Content(BlobHash.FromBytes((byte[])r[0]), (byte[])r[1]),
            cancellationToken),
        MessagesAsync(cancellationToken),
        StreamAsync(
            "SELECT key, message FROM keys WHERE tenant = $1 ORDER BY key",
            r => new StoredRecord.KnownKey(Hex(r, 0), r.IsDBNull(1) ? null : new MessageId(r.GetGuid(1))),
            cancellationToken),
        StreamAsync(
            "SELECT message, channel, account FROM deliveries WHERE tenant = $1 ORDER BY message, sequence",
            r => new StoredRecord.Delivery(new MessageId(r.GetGuid(0)), new ChannelAddress(OddText.Read(r.GetString(1)), OddText.Read(r.GetString(2)))),
            cancellationToken),
        StreamAsync(
            "SELECT ticket, kind, at FROM timers WHERE tenant = $1 ORDER BY ticket, kind",
            r => new StoredRecord.Timer(Ticket(r), new TicketTimer((TimerKind)r.GetInt32(1), At(r.GetInt64(2)))),
            cancellationToken),
        StreamAsync(
            "SELECT body, not_before, token, failure FROM outbox WHERE tenant = $1 AND (NOT done OR failure IS NOT NULL) ORDER BY sequence",
            r => new StoredRecord.Outgoing(
                From(r.GetString(0), HelpdeskJson.Default.OutboundMessage),
                r.GetInt64(1) == long.MinValue ? null : At(r.GetInt64(1)),
                r.GetInt64(2),
                r.IsDBNull(3) ? null : From(r.GetString(3), HelpdeskJson.Default.Fault)),
            cancellationToken),
        StreamAsync(
            "SELECT ticket, body FROM traces WHERE tenant = $1 ORDER BY ticket, sequence",
            r => new StoredRecord.Explanation(Ticket(r), From(r.GetString(1), HelpdeskJson.Default.Trace)),
            cancellationToken),
        StreamAsync(
            "SELECT ticket, hashes FROM samples WHERE tenant = $1 ORDER BY ticket",
            r => new StoredRecord.Sample(Ticket(r), SpamFeatures.FromHashes(MemoryMarshal.Cast<byte, ulong>((byte[])r[1]).ToArray())),
            cancellationToken),
        StreamAsync(
            "SELECT spam, ham FROM spam_models WHERE tenant = $1 AND spam + ham > 0",
            r => new StoredRecord.SpamTotals(r.GetInt32(0), r.GetInt32(1)),
            cancellationToken),
        StreamAsync(
            "SELECT hash, spam, ham FROM spam_counts WHERE tenant = $1 AND spam + ham > 0 ORDER BY hash",
            r => new StoredRecord.SpamCount(unchecked((ulong)r.GetInt64(0)), r.GetInt32(1), r.GetInt32(2)),
            cancellationToken),
        StreamAsync(
            "SELECT key, class, features FROM spam_taught WHERE tenant = $1 ORDER BY key",
            r => new StoredRecord.SpamLesson(Hex(r, 0), (SpamClass)r.GetInt32(1), r.IsDBNull(2) ? null : r.GetInt64(2)),
            cancellationToken),
        StreamAsync(
            "SELECT place, reason, at, key, raw, trace FROM quarantine WHERE tenant = $1 ORDER BY sequence",
            r => new StoredRecord.PutAside(PostgreSqlStore.Aside(r)),
            cancellationToken),
        StreamAsync(
            "SELECT recipient, at FROM notices WHERE tenant = $1 ORDER BY recipient, at",
            r => new StoredRecord.Notice(Hex(r, 0), At(r.GetInt64(1))),
            cancellationToken),
    ];

    private async IAsyncEnumerable<StoredRecord> MessagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StoredRecord.Written? message = null;
        await foreach (var row in StreamAsync(Messages, Message, cancellationToken).ConfigureAwait(false))
        {
            var next = (StoredRecord.Written)row;
            if (message is null || message.Message.Id != next.Message.Id)
            {
                if (message is not null)
                {
                    yield return message;
                }

                message = next;
            }
            else
            {
                message = message with { Attachments = [.. message.Attachments, .. next.Attachments] };
            }
        }

        if (message is not null)
        {
            yield return message;
        }
    }

    private static StoredRecord.Written Message(NpgsqlDataReader row) => new(
        Ticket(row),
        From(row.GetString(1), HelpdeskJson.Default.TicketMessage),
        row.IsDBNull(4) ? [] : [new StoredAttachment(OddText.Read(row.GetString(2)), OddText.Read(row.GetString(3)), BlobHash.FromBytes((byte[])row[4]))]);

    private async IAsyncEnumerable<StoredRecord> StreamAsync(
        string sql, Func<NpgsqlDataReader, StoredRecord> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using var _ = command.ConfigureAwait(false);
        Values.Add(command.Parameters, tenant);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return read(reader);
        }
    }

    private static TicketId Ticket(NpgsqlDataReader row) => new(row.GetGuid(0));

    private static string Hex(NpgsqlDataReader row, int column) => Convert.ToHexStringLower((byte[])row[column]);

    private static Instant At(long ticks) => Instant.FromUnixTimeTicks(ticks);

    private static T From<T>(string json, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(json, type) ?? throw new InvalidDataException("The database holds an empty value.");
}
