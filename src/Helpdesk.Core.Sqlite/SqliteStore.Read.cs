using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Blobs;
using Helpdesk.Core.Tickets;
using Microsoft.Data.Sqlite;

namespace Helpdesk.Core.Sqlite;

/// <content>Tickets, their streams and messages, and what a message may belong to.</content>
public sealed partial class SqliteStore
{
    // One statement. Each look-up goes through an index: SQLite takes the tables of a CROSS JOIN in the order in which they stand, and would
    // else begin with the whole table, as it does not know how few ids are asked for.
    private const string FindThreads =
        """
        WITH hits(kind, value, ticket, message) AS (
          SELECT t.kind, t.external_id, m.ticket, MAX(m.sequence) FROM json_each(?2) w
          CROSS JOIN thread_ids t ON t.tenant = ?1 AND t.external_id = w.value CROSS JOIN messages m ON m.tenant = ?1 AND m.id = t.message
          GROUP BY t.kind, t.external_id, m.ticket
          UNION ALL SELECT 4, m.id, m.ticket, m.sequence FROM json_each(?3) w CROSS JOIN messages m ON m.tenant = ?1 AND m.id = w.value
          UNION ALL SELECT 1, k.reference, k.id, NULL FROM json_each(?4) w CROSS JOIN tickets k ON k.tenant = ?1 AND k.reference = w.value)
        SELECT h.kind, h.value, k.id, k.reference, k.people, m.body FROM hits h
        CROSS JOIN tickets k ON k.tenant = ?1 AND k.id = h.ticket LEFT JOIN messages m ON m.sequence = h.message AND h.kind <> 0
        """;

    /// <inheritdoc />
    public Task<bool> IsKnownAsync(TenantId tenant, string duplicateKey, CancellationToken cancellationToken = default) => ReadAsync(
        db => db.Rows("SELECT 1 FROM keys WHERE tenant = ?1 AND key IN (?2, ?3)", _ => true, tenant.Value, Digest(duplicateKey), FormerDigest(duplicateKey)).Count > 0, cancellationToken);

    /// <inheritdoc />
    public Task<long> NextNumberAsync(TenantId tenant, CancellationToken cancellationToken = default) => ReadAsync(
        db => db.Rows("SELECT COALESCE(MAX(number), 0) + 1 FROM tickets WHERE tenant = ?1", r => r.GetInt64(0), tenant.Value)[0], cancellationToken);

    /// <inheritdoc />
    public Task<TicketState?> LoadAsync(TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default) => ReadAsync(
        db => db.Snapshot(() =>
        {
            // The snapshot and the stream must be of one version.
            var snapshot = db.Rows(
                "SELECT snapshot FROM tickets WHERE tenant = ?1 AND id = ?2", r => r.GetString(0), tenant.Value, ticket.ToString());
            return snapshot.Count == 0
                ? null
                : From(snapshot[0], HelpdeskJson.Default.StoredSnapshot).Restore(ticket, Events(db, tenant, ticket));
        }),
        cancellationToken);

    /// <inheritdoc />
    public Task<TicketId?> FindAsync(TenantId tenant, TicketReference reference, CancellationToken cancellationToken = default) => ReadAsync(
        db => db.Rows("SELECT id FROM tickets WHERE tenant = ?1 AND reference = ?2", r => (TicketId?)Id(r.GetString(0)), tenant.Value, reference.Value)
            .FirstOrDefault(),
        cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<ThreadEvidence>> FindThreadsAsync(
        TenantId tenant, ThreadLookUps lookUps, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lookUps);

        return ReadAsync<IReadOnlyList<ThreadEvidence>>(
            db => db.Rows(
                FindThreads,
                r => new ThreadEvidence((EvidenceKind)r.GetInt32(0), ThreadKey.Read(r.GetString(1)), Candidate(r, 2), r.IsDBNull(5) ? null : ThreadItem.Of(From(r.GetString(5), HelpdeskJson.Default.TicketMessage))),
                tenant.Value,
                Json([.. lookUps.ThreadIds.Select(ThreadKey.Write)], HelpdeskJson.Default.StringArray),
                Json([.. lookUps.Messages.Select(m => m.ToString())], HelpdeskJson.Default.StringArray),
                Json([.. lookUps.References.Select(r => r.Value)], HelpdeskJson.Default.StringArray)),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<RecordedEvent>> ReadEventsAsync(
        TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<RecordedEvent>>(db => Events(db, tenant, ticket), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<PlacedEvent>> ReadEventsAsync(
        TenantId tenant, EventPlace? after, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<PlacedEvent>>(
        db => db.Rows(
            "SELECT position, ticket, body FROM events WHERE tenant = ?1 AND position > ?2 ORDER BY position LIMIT ?3",
            r => new PlacedEvent(
                new EventPlace(0, r.GetInt64(0)), new StoredEvent(Id(r.GetString(1)), From(r.GetString(2), HelpdeskJson.Default.RecordedEvent))),
            tenant.Value,
            after?.Position ?? 0,
            limit),
        cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<StoredEvent>> ReadSlaEventsAsync(
        TenantId tenant, StoredEvent? after, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<StoredEvent>>(
        db => db.Rows(
            $"""
            SELECT ticket, body FROM events WHERE {Schema.TellsOfSla} AND tenant = ?1 AND (ticket, version) > (?2, ?3)
            ORDER BY ticket, version LIMIT ?4
            """,
            r => new StoredEvent(Id(r.GetString(0)), From(r.GetString(1), HelpdeskJson.Default.RecordedEvent)),
            tenant.Value,
            after?.Ticket.ToString() ?? "",
            after?.Recorded.Version ?? 0,
            limit),
        cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<TicketMessage>> ReadMessagesAsync(
        TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default)
    {
        var messages = new List<TicketMessage>();
        foreach (var (message, attachments) in await MessagesAsync(tenant, ticket, cancellationToken).ConfigureAwait(false))
        {
            messages.Add(await _contents.FillAsync(message, attachments, cancellationToken).ConfigureAwait(false));
        }

        return messages;
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<BlobHash>> ReadBlobHashesAsync(BlobHash? after, int limit, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<BlobHash>>(
            db => db.Rows(
                "SELECT hash FROM blobs WHERE hash > ?1 AND hash IN (SELECT hash FROM attachments) ORDER BY hash LIMIT ?2",
                r => BlobHash.FromBytes((byte[])r.GetValue(0)),
                after?.ToBytes() ?? [],
                limit),
            cancellationToken);

    /// <inheritdoc />
    public Task<TicketId?> FindTicketOfAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken = default) => ReadAsync(
        db => db.Rows("SELECT ticket FROM messages WHERE tenant = ?1 AND id = ?2", r => (TicketId?)Id(r.GetString(0)), tenant.Value, message.ToString())
            .FirstOrDefault(),
        cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<TicketId>> FindTicketsOfAsync(TenantId tenant, Address person, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<TicketId>>(
            db =>
            [
                .. db.Rows(
                        "SELECT DISTINCT ticket FROM events WHERE tenant = ?1 AND instr(lower(body), lower(?2)) > 0",
                        r => (Id: r.GetString(0), IsHere: true),
                        tenant.Value,
                        Json([person.Value.Trim()], HelpdeskJson.Default.StringArray)[2..^2])
                    .Concat(db.Rows(
                        "SELECT ticket, json_array(json(body -> '$.from')) FROM messages WHERE tenant = ?1",
                        r => (Id: r.GetString(0), IsHere: From(r.GetString(1), HelpdeskJson.Default.AddressArray).Any(person.IsSameAs)),
                        tenant.Value))
                    .Where(t => t.IsHere)
                    .Select(t => t.Id)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal)
                    .Select(Id),
            ],
            cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<Trace>> ReadTracesAsync(
        TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<Trace>>(
        db => db.Rows(
            "SELECT body FROM traces WHERE tenant = ?1 AND ticket = ?2 ORDER BY sequence",
            r => From(r.GetString(0), HelpdeskJson.Default.Trace),
            tenant.Value,
            ticket.ToString()),
        cancellationToken);

    private static TicketId Id(string text) => new(Guid.ParseExact(text, "N"));

    private static ThreadCandidate Candidate(SqliteDataReader row, int from) => new(
        Id(row.GetString(from)),
        new TicketReference(row.GetString(from + 1)),
        From(row.GetString(from + 2), HelpdeskJson.Default.AddressArray));

    private static List<RecordedEvent> Events(Session db, TenantId tenant, TicketId ticket) => db.Rows(
        "SELECT body FROM events WHERE tenant = ?1 AND ticket = ?2 ORDER BY version",
        r => From(r.GetString(0), HelpdeskJson.Default.RecordedEvent),
        tenant.Value,
        ticket.ToString());

    private Task<List<(TicketMessage Message, List<(BlobHash Hash, Attachment Attachment)> Attachments)>> MessagesAsync(
        TenantId tenant, TicketId ticket, CancellationToken cancellationToken) => ReadAsync(
        db => db.Snapshot(() =>
        {
            if (Events(db, tenant, ticket) is not { Count: > 0 } stream)
            {
                return [];
            }

            // Its own, those of merged tickets, and those it has for other reasons.
            var of = Ticket.Replay(stream);
            string[] homes = [ticket.ToString(), .. of.Absorbed.Select(a => a.Ticket.ToString())];
            string[] ids = [.. of.Messages.Select(m => m.Message.ToString())];
            return (List<(TicketMessage, List<(BlobHash, Attachment)>)>)
            [
                .. db.Rows(
                    """
                    SELECT body, sequence FROM messages WHERE tenant = ?1 AND ticket IN (SELECT value FROM json_each(?2))
                    UNION SELECT body, sequence FROM messages WHERE tenant = ?1 AND id IN (SELECT value FROM json_each(?3)) ORDER BY sequence
                    """,
                    r => From(r.GetString(0), HelpdeskJson.Default.TicketMessage),
                    tenant.Value,
                    Json(homes, HelpdeskJson.Default.StringArray),
                    Json(ids, HelpdeskJson.Default.StringArray)).OrderBy(m => m.At).Select(m => (m, Attachments(db, tenant, m.Id))),
            ];
        }),
        cancellationToken);

    private static List<(BlobHash Hash, Attachment Attachment)> Attachments(Session db, TenantId tenant, MessageId message) => db.Rows(
        """
        SELECT a.name, a.media_type, b.content, a.hash FROM attachments a JOIN blobs b ON b.hash = a.hash
        WHERE a.tenant = ?1 AND a.message = ?2 ORDER BY a.position
        """,
        r => (BlobHash.FromBytes((byte[])r.GetValue(3)), new Attachment(r.GetString(0), r.GetString(1), (byte[])r.GetValue(2))),
        tenant.Value,
        message.ToString());
}
