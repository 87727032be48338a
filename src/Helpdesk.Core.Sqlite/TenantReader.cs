using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Blobs;
using Helpdesk.Core.Runtime.Storage.Export;
using Helpdesk.Core.Spam;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Helpdesk.Core.Sqlite;

/// <summary>Reads everything of a tenant, row by row, inside the transaction of its connection.</summary>
internal sealed class TenantReader(Session db, string tenant)
{
    /// <summary>All records; a content that is kept outside is empty.</summary>
    public IEnumerable<StoredRecord> All() =>
        Stream<StoredRecord>(
                "SELECT ticket, body FROM events WHERE tenant = ?1 ORDER BY position",
                r => new StoredRecord.Happened(Ticket(r.GetString(0)), From(r.GetString(1), HelpdeskJson.Default.RecordedEvent)))
            .Concat(Stream(
                "SELECT id, snapshot FROM tickets WHERE tenant = ?1 ORDER BY number",
                r => new StoredRecord.Snapshot(Ticket(r.GetString(0)), From(r.GetString(1), HelpdeskJson.Default.StoredSnapshot))))
            .Concat(Stream(
                "SELECT hash, content FROM blobs WHERE hash IN (SELECT hash FROM attachments WHERE tenant = ?1) ORDER BY hash",
                r => new StoredRecord.Content(BlobHash.FromBytes((byte[])r.GetValue(0)), (byte[])r.GetValue(1))))
            .Concat(Stream(
                "SELECT ticket, body, id FROM messages WHERE tenant = ?1 ORDER BY sequence",
                r => new StoredRecord.Written(Ticket(r.GetString(0)), From(r.GetString(1), HelpdeskJson.Default.TicketMessage), Attachments(r.GetString(2)))))
            .Concat(Stream(
                "SELECT key, message FROM keys WHERE tenant = ?1 ORDER BY key",
                r => new StoredRecord.KnownKey(r.GetString(0), r.IsDBNull(1) ? null : Message(r.GetString(1)))))
            .Concat(Stream(
                "SELECT message, channel, account FROM deliveries WHERE tenant = ?1 ORDER BY message, sequence",
                r => new StoredRecord.Delivery(Message(r.GetString(0)), new ChannelAddress(r.GetString(1), r.GetString(2)))))
            .Concat(Stream(
                "SELECT ticket, kind, at FROM timers WHERE tenant = ?1 ORDER BY ticket, kind",
                r => new StoredRecord.Timer(Ticket(r.GetString(0)), new TicketTimer((TimerKind)r.GetInt32(1), At(r.GetInt64(2))))))
            .Concat(Stream(
                "SELECT body, not_before, token, failure FROM outbox WHERE tenant = ?1 AND (done = 0 OR failure IS NOT NULL) ORDER BY sequence",
                r => new StoredRecord.Outgoing(
                    From(r.GetString(0), HelpdeskJson.Default.OutboundMessage),
                    r.GetInt64(1) == long.MinValue ? null : At(r.GetInt64(1)),
                    r.GetInt64(2),
                    r.IsDBNull(3) ? null : From(r.GetString(3), HelpdeskJson.Default.Fault))))
            .Concat(Stream(
                "SELECT ticket, body FROM traces WHERE tenant = ?1 ORDER BY ticket, sequence",
                r => new StoredRecord.Explanation(Ticket(r.GetString(0)), From(r.GetString(1), HelpdeskJson.Default.Trace))))
            .Concat(Stream(
                "SELECT ticket, hashes FROM samples WHERE tenant = ?1 ORDER BY ticket",
                r => new StoredRecord.Sample(
                    Ticket(r.GetString(0)), SpamFeatures.FromHashes(MemoryMarshal.Cast<byte, ulong>((byte[])r.GetValue(1)).ToArray()))))
            .Concat(Stream(
                "SELECT spam, ham FROM spam_models WHERE tenant = ?1 AND spam + ham > 0", r => new StoredRecord.SpamTotals(r.GetInt32(0), r.GetInt32(1))))
            .Concat(Stream(
                "SELECT hash, spam, ham FROM spam_counts WHERE tenant = ?1 AND spam + ham > 0 ORDER BY hash",
                r => new StoredRecord.SpamCount(unchecked((ulong)r.GetInt64(0)), r.GetInt32(1), r.GetInt32(2))))
            .Concat(Stream(
                "SELECT key, class, features FROM spam_taught WHERE tenant = ?1 ORDER BY key",
                r => new StoredRecord.SpamLesson(r.GetString(0), (SpamClass)r.GetInt32(1), r.IsDBNull(2) ? null : r.GetInt64(2))))
            .Concat(Stream(
                "SELECT place, reason, at, key, raw, trace FROM quarantine WHERE tenant = ?1 ORDER BY sequence",
                r => new StoredRecord.PutAside(SqliteStore.Aside(r))))
            .Concat(Stream(
                "SELECT recipient, at FROM notices WHERE tenant = ?1 ORDER BY recipient, at", r => new StoredRecord.Notice(r.GetString(0), At(r.GetInt64(1)))));

    private List<StoredAttachment> Attachments(string message) => db.Rows(
        "SELECT name, media_type, hash FROM attachments WHERE tenant = ?1 AND message = ?2 ORDER BY position",
        r => new StoredAttachment(r.GetString(0), r.GetString(1), BlobHash.FromBytes((byte[])r.GetValue(2))),
        tenant,
        message);

    // A query begins when its first row is asked for.
    private IEnumerable<T> Stream<T>(string sql, Func<SqliteDataReader, T> read)
        where T : StoredRecord => db.Stream(sql, read, tenant);

    private static TicketId Ticket(string text) => new(Guid.ParseExact(text, "N"));

    private static MessageId Message(string text) => new(Guid.ParseExact(text, "N"));

    private static Instant At(long ticks) => Instant.FromUnixTimeTicks(ticks);

    private static T From<T>(string json, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(json, type) ?? throw new InvalidDataException("The database holds an empty value.");
}
