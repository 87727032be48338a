using System.Data;
using System.Runtime.InteropServices;
using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Blobs;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Tickets;
using Npgsql;

namespace Helpdesk.Core.PostgreSql;

/// <content>Tickets, their streams, messages and explanations.</content>
public sealed partial class PostgreSqlStore
{
    // Look-ups one by one, each by its key: a server that has no statistics of the tables yet would else read them whole to join them.
    private const string FindThreads =
        """
        SELECT h.place, h.kind, k.id, k.reference, k.people, m.body FROM (
          SELECT w.place, t.kind, t.ticket, t.message FROM unnest($2::bytea[]) WITH ORDINALITY AS w(id, place) CROSS JOIN LATERAL (
            SELECT DISTINCT ON (i.kind, m.ticket) i.kind, m.ticket, CASE WHEN i.kind <> 0 THEN m.id END AS message FROM thread_ids i
            CROSS JOIN LATERAL (SELECT id, ticket, sequence FROM messages WHERE tenant = $1 AND id = i.message OFFSET 0) m
            WHERE i.tenant = $1 AND i.external_id = w.id ORDER BY i.kind, m.ticket, m.sequence DESC) t
          UNION ALL SELECT w.place, 4, m.ticket, m.id FROM unnest($3::uuid[]) WITH ORDINALITY AS w(id, place)
          CROSS JOIN LATERAL (SELECT id, ticket FROM messages WHERE tenant = $1 AND id = w.id OFFSET 0) m
          UNION ALL SELECT w.place, 1, k.id, NULL FROM unnest($4::text[]) WITH ORDINALITY AS w(reference, place)
          CROSS JOIN LATERAL (SELECT id FROM tickets WHERE tenant = $1 AND reference = w.reference OFFSET 0) k) h
        CROSS JOIN LATERAL (SELECT id, reference, people FROM tickets WHERE tenant = $1 AND id = h.ticket OFFSET 0) k
        LEFT JOIN LATERAL (SELECT body FROM messages WHERE tenant = $1 AND id = h.message OFFSET 0) m ON TRUE
        ORDER BY h.kind, h.place, h.ticket
        """;

    // Of some keys those that are taken, each with its message. Without an index scan for each, a server without statistics reads all of a tenant's.
    private const string KnownKeys =
        """
        SELECT m.id, m.ticket FROM unnest($2::bytea[]) AS w(key)
        CROSS JOIN LATERAL (SELECT message FROM keys WHERE tenant = $1 AND key = w.key OFFSET 0) k
        LEFT JOIN LATERAL (SELECT id, ticket FROM messages WHERE tenant = $1 AND id = k.message OFFSET 0) m ON TRUE
        """;

    /// <summary>Demands that no message has one of these ids yet.</summary>
    internal const string UnseenIds =
        """
        SELECT demand(NOT EXISTS(SELECT 1 FROM unnest($2::bytea[]) AS w(id)
          CROSS JOIN LATERAL (SELECT 1 FROM thread_ids WHERE tenant = $1 AND external_id = w.id OFFSET 0) t), $3)
        """;

    /// <summary>The next number of a ticket, from the end of its index; as a maximum, a server without statistics reads all tickets of the tenant.</summary>
    internal const string NextNumber = "COALESCE((SELECT number FROM tickets WHERE tenant = $1 ORDER BY number DESC LIMIT 1), 0) + 1";

    /// <inheritdoc />
    public async Task<bool> IsKnownAsync(TenantId tenant, string duplicateKey, CancellationToken cancellationToken = default) =>
        (await RowsAsync(KnownKeys, _ => true, cancellationToken, tenant.Value, Digests(duplicateKey)).ConfigureAwait(false)).Count > 0;

    /// <inheritdoc />
    public Task<long> NextNumberAsync(TenantId tenant, CancellationToken cancellationToken = default) =>
        FirstAsync("SELECT " + NextNumber, r => r.GetInt64(0), cancellationToken, tenant.Value);

    /// <inheritdoc />
    public async Task<TicketState?> LoadAsync(TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default)
    {
        // One statement, so the snapshot and the stream are of one version.
        var parts = await RowsAsync(
            """
            SELECT 0 AS version, snapshot AS body FROM tickets WHERE tenant = $1 AND id = $2
            UNION ALL SELECT version, body FROM events WHERE tenant = $1 AND ticket = $2 ORDER BY version
            """,
            r => r.GetString(1),
            cancellationToken,
            tenant.Value,
            ticket.Value).ConfigureAwait(false);
        return parts.Count == 0 ? null : StoredSnapshot.Restore(ticket, parts[0], parts.Skip(1));
    }

    /// <inheritdoc />
    public Task<TicketId?> FindAsync(TenantId tenant, TicketReference reference, CancellationToken cancellationToken = default) => FirstAsync(
        "SELECT id FROM tickets WHERE tenant = $1 AND reference = $2",
        r => (TicketId?)new TicketId(r.GetGuid(0)),
        cancellationToken,
        tenant.Value,
        reference.Value);

    /// <inheritdoc />
    public async Task<Redelivery?> RedeliverAsync(
        TenantId tenant, string duplicateKey, ChannelAddress by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        var known = await RowsAsync(
            connection,
            KnownKeys,
            r => r.IsDBNull(0) ? ((MessageId, TicketId)?)null : (new MessageId(r.GetGuid(0)), new TicketId(r.GetGuid(1))),
            cancellationToken,
            tenant.Value,
            Digests(duplicateKey)).ConfigureAwait(false);
        if (known is not [{ } found])
        {
            return known.Count == 0 ? null : new Redelivery(null, null, []);
        }

        var (message, ticket) = found;
        var batch = new CommitBatch(connection, _contents);
        await using var __ = batch.ConfigureAwait(false);
        batch.AddDelivery(tenant.Value, message, by);
        await batch.RunAsync().ConfigureAwait(false);
        return new Redelivery(ticket, message, await RowsAsync(
            connection,
            "SELECT channel, account FROM deliveries WHERE tenant = $1 AND message = $2 ORDER BY sequence",
            r => new ChannelAddress(OddText.Read(r.GetString(0)), OddText.Read(r.GetString(1))),
            cancellationToken,
            tenant.Value,
            message.Value).ConfigureAwait(false));
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<ThreadEvidence>> FindThreadsAsync(
        TenantId tenant, ThreadLookUps lookUps, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lookUps);
        string[] ids = [.. lookUps.ThreadIds];
        Guid[] messages = [.. lookUps.Messages.Select(m => m.Value)];
        string[] numbers = [.. lookUps.References.Select(r => r.Value)];
        if (ids.Length + messages.Length + numbers.Length == 0)
        {
            return [];
        }

        return await RowsAsync(
            FindThreads,
            r =>
            {
                var (place, kind) = ((int)r.GetInt64(0) - 1, (EvidenceKind)r.GetInt32(1));
                var value = kind switch
                {
                    EvidenceKind.SubjectReference => numbers[place],
                    EvidenceKind.Token => lookUps.Messages[place].ToString(),
                    _ => ids[place],
                };
                return new ThreadEvidence(
                    kind, value, Candidate(r, 2), r.IsDBNull(5) ? null : ThreadItem.Of(From(r.GetString(5), HelpdeskJson.Default.TicketMessage)));
            },
            cancellationToken,
            tenant.Value,
            ids.Select(Digest).ToArray(),
            messages,
            numbers).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<RecordedEvent>> ReadEventsAsync(
        TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default) => await RowsAsync(
        StreamOf, r => From(r.GetString(0), HelpdeskJson.Default.RecordedEvent), cancellationToken, tenant.Value, ticket.Value).ConfigureAwait(false);

    /// <inheritdoc />
    public async Task<IReadOnlyList<PlacedEvent>> ReadEventsAsync(
        TenantId tenant, EventPlace? after, int limit, CancellationToken cancellationToken = default) => await RowsAsync(
        """
        SELECT moment, position, ticket, body FROM events WHERE tenant = $1 AND (moment, position) > ($2, $3)
        AND moment < (SELECT epoch + pg_snapshot_xmin(pg_current_snapshot())::text::bigint FROM helpdesk_schema) ORDER BY moment, position LIMIT $4
        """,
        r => new PlacedEvent(
            new EventPlace(r.GetInt64(0), r.GetInt64(1)), new StoredEvent(new TicketId(r.GetGuid(2)), From(r.GetString(3), HelpdeskJson.Default.RecordedEvent))),
        cancellationToken,
        tenant.Value,
        after?.Moment ?? -1,
        after?.Position ?? 0,
        limit).ConfigureAwait(false);

    /// <inheritdoc />
    public async Task<IReadOnlyList<StoredEvent>> ReadSlaEventsAsync(
        TenantId tenant, StoredEvent? after, int limit, CancellationToken cancellationToken = default) => await RowsAsync(
        "SELECT ticket, body FROM events WHERE tells_of_sla AND tenant = $1 AND (ticket, version) > ($2, $3) ORDER BY ticket, version LIMIT $4",
        r => new StoredEvent(new TicketId(r.GetGuid(0)), From(r.GetString(1), HelpdeskJson.Default.RecordedEvent)),
        cancellationToken,
        tenant.Value,
        after?.Ticket.Value ?? Guid.Empty,
        after?.Recorded.Version ?? 0,
        limit).ConfigureAwait(false);

    /// <inheritdoc />
    public async Task<IReadOnlyList<TicketMessage>> ReadMessagesAsync(
        TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        await using var __ = transaction.ConfigureAwait(false);
        var stream = await RowsAsync(
            connection, StreamOf, r => From(r.GetString(0), HelpdeskJson.Default.RecordedEvent), cancellationToken, tenant.Value, ticket.Value)
            .ConfigureAwait(false);
        if (stream.Count == 0)
        {
            return [];
        }

        // Its own, those of merged tickets, and those it has for other reasons.
        var of = Ticket.Replay(stream);
        var messages = await RowsAsync(
            connection,
            "SELECT body FROM messages WHERE tenant = $1 AND (ticket = ANY($2) OR id = ANY($3)) ORDER BY sequence",
            r => From(r.GetString(0), HelpdeskJson.Default.TicketMessage),
            cancellationToken,
            tenant.Value,
            of.Absorbed.Select(a => a.Ticket.Value).Prepend(ticket.Value).ToArray(),
            of.Messages.Select(m => m.Message.Value).ToArray()).ConfigureAwait(false);
        var attachments = await RowsAsync(
            connection,
            """
            SELECT a.message, a.name, a.media_type, b.content, a.hash FROM attachments a JOIN blobs b ON b.hash = a.hash
            WHERE a.tenant = $1 AND a.message = ANY($2) ORDER BY a.message, a.position
            """,
            r => (Message: r.GetGuid(0), Attachment: new Attachment(OddText.Read(r.GetString(1)), OddText.Read(r.GetString(2)), (byte[])r[3]), Hash: BlobHash.FromBytes((byte[])r[4])),
            cancellationToken,
            tenant.Value,
            messages.Select(m => m.Id.Value).ToArray()).ConfigureAwait(false);
        var byMessage = attachments.ToLookup(a => a.Message, a => (a.Hash, a.Attachment));
        var whole = new List<TicketMessage>();
        foreach (var message in messages.OrderBy(m => m.At))
        {
            whole.Add(await _contents.FillAsync(message, byMessage[message.Id.Value], cancellationToken).ConfigureAwait(false));
        }

        return whole;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<BlobHash>> ReadBlobHashesAsync(
        BlobHash? after, int limit, CancellationToken cancellationToken = default) => await RowsAsync(
            "SELECT hash FROM blobs b WHERE hash > $1 AND EXISTS(SELECT 1 FROM attachments a WHERE a.hash = b.hash) ORDER BY hash LIMIT $2",
            r => BlobHash.FromBytes((byte[])r[0]),
            cancellationToken,
            after?.ToBytes() ?? [],
            limit).ConfigureAwait(false);

    /// <inheritdoc />
    public Task<TicketId?> FindTicketOfAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken = default) => FirstAsync(
        "SELECT ticket FROM messages WHERE tenant = $1 AND id = $2",
        r => (TicketId?)new TicketId(r.GetGuid(0)),
        cancellationToken,
        tenant.Value,
        message.Value);

    /// <inheritdoc />
    public async Task<IReadOnlyList<TicketId>> FindTicketsOfAsync(TenantId tenant, Address person, CancellationToken cancellationToken = default)
    {
        var named = await RowsAsync(
            "SELECT DISTINCT ticket FROM events WHERE tenant = $1 AND position(lower($2) IN lower(body)) > 0",
            r => r.GetGuid(0),
            cancellationToken,
            tenant.Value,
            Json([person.Value.Trim()], HelpdeskJson.Default.StringArray)[2..^2]).ConfigureAwait(false);
        var wrote = await RowsAsync(
            "SELECT DISTINCT ticket, sender FROM messages WHERE tenant = $1",
            r => (Ticket: r.GetGuid(0), IsHere: From(r.GetString(1), HelpdeskJson.Default.AddressArray).Any(person.IsSameAs)),
            cancellationToken,
            tenant.Value).ConfigureAwait(false);
        return
        [
            .. named.Concat(wrote.Where(w => w.IsHere).Select(w => w.Ticket)).Distinct().Select(t => new TicketId(t))
                .OrderBy(t => t.ToString(), StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Trace>> ReadTracesAsync(
        TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default) => await RowsAsync(
        "SELECT body FROM traces WHERE tenant = $1 AND ticket = $2 ORDER BY sequence",
        r => From(r.GetString(0), HelpdeskJson.Default.Trace),
        cancellationToken,
        tenant.Value,
        ticket.Value).ConfigureAwait(false);

    /// <inheritdoc />
    public Task<SpamFeatures?> LoadSampleAsync(TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default) => FirstAsync(
        "SELECT hashes FROM samples WHERE tenant = $1 AND ticket = $2",
        r => (SpamFeatures?)SpamFeatures.FromHashes(MemoryMarshal.Cast<byte, ulong>((byte[])r[0]).ToArray()),
        cancellationToken,
        tenant.Value,
        ticket.Value);

    private const string StreamOf = "SELECT body FROM events WHERE tenant = $1 AND ticket = $2 ORDER BY version";

    private static ThreadCandidate Candidate(NpgsqlDataReader row, int from) => new(
        new TicketId(row.GetGuid(from)),
        new TicketReference(OddText.Read(row.GetString(from + 1))),
        From(row.GetString(from + 2), HelpdeskJson.Default.AddressArray));
}
