using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Blobs;
using Helpdesk.Core.Spam;
using NodaTime;
using Npgsql;

namespace Helpdesk.Core.PostgreSql;

/// <summary>
/// The statements of a commit, sent together: one round trip. What does not hold raises an error, and then nothing of the batch is stored.
/// Rows that others may want too are taken in one order everywhere: key, tickets by id, blobs by hash, the model.
/// </summary>
internal sealed class CommitBatch(NpgsqlConnection connection, OutsideContents contents) : IAsyncDisposable
{
    private static readonly Duration NoticesKept = Duration.FromDays(1);

    private readonly NpgsqlBatch _batch = new(connection);

    public ValueTask DisposeAsync() => _batch.DisposeAsync();

    public bool IsEmpty => _batch.BatchCommands.Count == 0;

    public Task RunAsync() => _batch.ExecuteNonQueryAsync(CancellationToken.None);

    public void Add(string sql, params object?[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        Values.Add(command.Parameters, values);
        _batch.BatchCommands.Add(command);
    }

    public void AddCommit(string tenant, Commit commit)
    {
        var outcome = commit.Outcome;
        if (commit.Hold is { } hold)
        {
            Add(
                "SELECT demand(EXISTS(SELECT 1 FROM timers WHERE tenant = $1 AND ticket = $2 AND token = $3), $4)",
                tenant,
                outcome.State.Id.Value,
                hold.Token,
                Schema.Late);
        }

        if (commit.DuplicateKey is { } key)
        {
            Add("SELECT demand(NOT EXISTS(SELECT 1 FROM keys WHERE tenant = $1 AND key = $2), $3)", tenant, KeyDigest.FormerOf(key), Schema.Known);
            AddKey(tenant, PostgreSqlStore.Digest(key), commit.Message);
            if (commit.Message is { } message)
            {
                AddDelivery(tenant, message, outcome.Messages.First(m => m.Id == message).Channel);
            }
        }

        if (commit.Unseen.Count > 0)
        {
            DemandUnseen(tenant, [.. commit.Unseen.Select(PostgreSqlStore.Digest)]);
        }

        Outcome.Changed[] all = [.. outcome.Others.Prepend(outcome).OrderBy(o => o.State.Id.ToString(), StringComparer.Ordinal)];
        if (all.Length + outcome.LookedAt.Count > 1)
        {
            LockTogether(tenant, all, outcome.LookedAt);
        }

        foreach (var one in all)
        {
            AddTicket(tenant, one);
        }

        AddBlobs(all.SelectMany(o => o.Messages).SelectMany(m => m.Attachments));
        foreach (var one in all)
        {
            AddContent(tenant, one, one == outcome ? commit.Hold : null);
        }

        foreach (var training in outcome.Others.Prepend(outcome).SelectMany(o => o.Training))
        {
            Teach(tenant, training);
        }
    }

    public void AddKey(string tenant, byte[] digest, MessageId? message) =>
        Add("INSERT INTO keys(tenant, key, message) VALUES($1, $2, $3::uuid)", tenant, digest, message?.ToString());

    public void AddDelivery(string tenant, MessageId message, ChannelAddress by) => Add(
        "INSERT INTO deliveries(tenant, message, way, channel, account) VALUES($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
        tenant,
        message.Value,
        PostgreSqlStore.Digest($"{by.Channel}\n{by.Account}"),
        by.Channel,
        by.Account);

    // Who begins a ticket for the same ids waits here, in one order, until the other has committed; the statement after that sees it.
    private void DemandUnseen(string tenant, byte[][] ids)
    {
        Add(
            "SELECT pg_advisory_xact_lock($1, l.id) FROM unnest($2) AS l(id)",
            Schema.LockSpace,
            ids.Select(i => BinaryPrimitives.ReadInt32BigEndian(i) | 1).Distinct().Order().ToArray());
        Add(PostgreSqlStore.UnseenIds, tenant, ids, Schema.Conflict);
    }

    // A count that would fall below zero fails the transaction. One that comes to nothing leaves its row: whoever knows an older
    // version has to hear of it.
    public void Teach(string tenant, SpamTraining training)
    {
        Add("INSERT INTO spam_models VALUES($1, $2, 0, 0, 0) ON CONFLICT DO NOTHING", tenant, SpamModel.FeatureVersion);
        Add(
            "UPDATE spam_models SET version = version + 1, spam = spam + $2, ham = ham + $3 WHERE tenant = $1",
            tenant,
            training.SpamMessages,
            training.HamMessages);

        // An insert is checked before it turns into an update, so a lesson that takes something back goes its own way.
        long[] hashes = [.. training.Hashes.Select(h => unchecked((long)h)).Distinct().Order()];
        Add(
            training.SpamMessages < 0 || training.HamMessages < 0
                ? """
                  WITH known AS (
                    UPDATE spam_counts c SET spam = c.spam + $3, ham = c.ham + $4, version = m.version FROM spam_models m
                    WHERE m.tenant = $1 AND c.tenant = $1 AND c.hash = ANY($2) RETURNING 1)
                  SELECT demand((SELECT count(*) FROM known) = cardinality($2), $5)
                  """
                : """
                  WITH taught AS (
                    INSERT INTO spam_counts SELECT $1, h, $3, $4, m.version FROM unnest($2) AS h, spam_models m WHERE m.tenant = $1 ORDER BY h
                    ON CONFLICT(tenant, hash) DO UPDATE SET spam = spam_counts.spam + $3, ham = spam_counts.ham + $4, version = excluded.version
                    RETURNING 1)
                  SELECT demand((SELECT count(*) FROM taught) = cardinality($2), $5)
                  """,
            tenant,
            hashes,
            training.SpamMessages,
            training.HamMessages,
            Schema.NeverTaught);
    }

    // Of several tickets all are locked in order; those that were only looked at must be as they were.
    private void LockTogether(string tenant, Outcome.Changed[] all, IReadOnlyDictionary<TicketId, long> lookedAt)
    {
        KeyValuePair<TicketId, long>[] looked = [.. lookedAt];
        Add(
            "SELECT 1 FROM tickets WHERE tenant = $1 AND id = ANY($2) ORDER BY id FOR UPDATE",
            tenant,
            all.Where(o => o.ExpectedVersion > 0).Select(o => o.State.Id.Value).Concat(looked.Select(l => l.Key.Value)).ToArray());
        if (looked.Length > 0)
        {
            Add(
                """
                SELECT demand((SELECT count(*) FROM unnest($2, $3) AS l(id, version) LEFT JOIN tickets t ON t.tenant = $1 AND t.id = l.id
                  WHERE COALESCE(t.version, 0) <> l.version) = 0, $4)
                """,
                tenant,
                looked.Select(l => l.Key.Value).ToArray(),
                looked.Select(l => l.Value).ToArray(),
                Schema.Conflict);
        }
    }

    private void AddTicket(string tenant, Outcome.Changed outcome) => AddTicket(tenant, outcome.State, outcome.ExpectedVersion);

    public void AddTicket(string tenant, TicketState state, long expectedVersion)
    {
        var row = TicketRow.Of(state);
        Address[] people = [state.Ticket.Requester, .. state.Ticket.Participants];
        object?[] values =
        [
            tenant,
            row.Id.Value,
            row.Reference.Value,
            state.Ticket.Version,
            PostgreSqlStore.Json(StoredSnapshot.Of(state), HelpdeskJson.Default.StoredSnapshot),
            row.Subject,
            PostgreSqlStore.Json([row.Requester], HelpdeskJson.Default.AddressArray),
            PostgreSqlStore.Json(people, HelpdeskJson.Default.AddressArray),
            row.Department.Value,
            row.Status.Value,
            (int)row.Category,
            (int)row.Priority,
            row.Assignee?.Value,
            row.NextTarget,
            row.NextDue is { } due ? due.ToUnixTimeTicks() : null,
            new RawText(StoredFields.Of(state).ToJson()),
            state.Ticket.CreatedAt.ToUnixTimeTicks(),
        ];
        if (expectedVersion == 0)
        {
            Add(
                $"""
                INSERT INTO tickets(tenant, id, reference, version, snapshot, subject, requester, people, department, status, category,
                  priority, assignee, next_target, next_due, fields, created, number)
                VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16::jsonb, $17,
                  {PostgreSqlStore.NextNumber})
                """,
                values);
            return;
        }

        Add(
            """
            WITH changed AS (
              UPDATE tickets SET version = $4, snapshot = $5, subject = $6, requester = $7, people = $8, department = $9, status = $10,
                category = $11, priority = $12, assignee = $13, next_target = $14, next_due = $15, fields = $16::jsonb, created = $17
              WHERE tenant = $1 AND id = $2 AND reference = $3 AND version = $18 RETURNING 1)
            SELECT demand(EXISTS(SELECT 1 FROM changed), $19)
            """,
            [.. values, expectedVersion, Schema.Conflict]);
    }

    private void AddBlobs(IEnumerable<Attachment> attachments)
    {
        var blobs = attachments.Select(a => (Hash: SHA256.HashData(a.Content.Span), a.Content)).DistinctBy(b => Convert.ToHexStringLower(b.Hash))
            .OrderBy(b => Convert.ToHexStringLower(b.Hash), StringComparer.Ordinal);
        foreach (var (hash, content) in blobs)
        {
            AddBlob(hash, content);
        }
    }

    // Touching the row that is there keeps an erasure from taking it away before the attachment refers to it.
    // What is there inside stays; what was outside comes in, if it is to be inside now.
    public void AddBlob(byte[] hash, ReadOnlyMemory<byte> content) => Add(
        """
        INSERT INTO blobs AS there VALUES($1, $2)
        ON CONFLICT(hash) DO UPDATE SET content = CASE WHEN octet_length(there.content) = 0 THEN excluded.content ELSE there.content END
        """,
        hash,
        contents.KeptInside(content));

    private void AddContent(string tenant, Outcome.Changed outcome, TimerHold? hold)
    {
        var ticket = outcome.State.Id.Value;
        if (outcome.Events.Count > 0)
        {
            AddEvents(tenant, [.. outcome.Events.Select(e => new StoredEvent(outcome.State.Id, e))]);
        }

        foreach (var message in outcome.Messages)
        {
            AddMessage(tenant, ticket, message);
        }

        AddThreadIds(tenant, [.. StoredChanges.ThreadIds(outcome)]);
        if (StoredChanges.MovedHere(outcome) is { Count: > 0 } moved)
        {
            Add("UPDATE messages SET ticket = $2 WHERE tenant = $1 AND id = ANY($3)", tenant, ticket, moved.Select(m => m.Value).ToArray());
        }

        AddTimers(tenant, ticket, outcome.Timers, hold);
        if (outcome.Effects.Count > 0)
        {
            Add(
                """
                INSERT INTO outbox(tenant, id, body, not_before)
                SELECT $1, e.id, e.body, $4 FROM unnest($2, $3) WITH ORDINALITY AS e(id, body, place) ORDER BY place
                """,
                tenant,
                outcome.Effects.Select(e => e.Id.Value).ToArray(),
                outcome.Effects.Select(e => PostgreSqlStore.Json(e, HelpdeskJson.Default.OutboundMessage)).ToArray(),
                long.MinValue);
        }

        AddNotices(tenant, StoredChanges.Notices(outcome));
        if (outcome.Sample is { } sample)
        {
            AddSample(tenant, ticket, sample);
        }

        // What an erasure takes away are the explanations from before.
        if (StoredChanges.Erasures(outcome).Count > 0)
        {
            Add("DELETE FROM traces WHERE tenant = $1 AND ticket = $2", tenant, ticket);
        }

        AddTrace(tenant, ticket, outcome.Trace);
    }

    public void AddEvents(string tenant, IReadOnlyCollection<StoredEvent> events) => Add(
        """
        INSERT INTO events(tenant, ticket, version, tells_of_sla, body, moment)
        SELECT $1, e.ticket, e.version, e.tells, e.body, s.epoch + pg_current_xact_id()::text::bigint
        FROM unnest($2, $3, $4, $5) WITH ORDINALITY AS e(ticket, version, tells, body, place), helpdesk_schema s ORDER BY place
        """,
        tenant,
        events.Select(e => e.Ticket.Value).ToArray(),
        events.Select(e => e.Recorded.Version).ToArray(),
        events.Select(e => StoredChanges.TellsOfSla(e.Recorded.Event)).ToArray(),
        events.Select(e => PostgreSqlStore.Json(e.Recorded, HelpdeskJson.Default.RecordedEvent)).ToArray());

    public void AddSample(string tenant, Guid ticket, SpamFeatures sample) =>
        Add("INSERT INTO samples VALUES($1, $2, $3)", tenant, ticket, MemoryMarshal.AsBytes(sample.Hashes.AsSpan()).ToArray());

    public void AddTrace(string tenant, Guid ticket, Trace trace) =>
        Add("INSERT INTO traces(tenant, ticket, body) VALUES($1, $2, $3)", tenant, ticket, PostgreSqlStore.Json(trace, HelpdeskJson.Default.Trace));

    // The contents are there already when their names are given.
    public void AddMessage(string tenant, Guid ticket, TicketMessage message, IReadOnlyList<byte[]>? contents = null)
    {
        Add(
            "INSERT INTO messages(tenant, id, ticket, sender, body) VALUES($1, $2, $3, $4, $5)",
            tenant,
            message.Id.Value,
            ticket,
            PostgreSqlStore.Json([message.From], HelpdeskJson.Default.AddressArray),
            PostgreSqlStore.Json(message with { Attachments = [] }, HelpdeskJson.Default.TicketMessage));
        for (var i = 0; i < message.Attachments.Count; i++)
        {
            var attachment = message.Attachments[i];
            Add(
                "INSERT INTO attachments VALUES($1, $2, $3, $4, $5, $6)",
                tenant,
                message.Id.Value,
                i,
                attachment.Name,
                attachment.MediaType,
                contents?[i] ?? SHA256.HashData(attachment.Content.Span));
        }

        AddWords(tenant, message);
    }

    /// <summary>The words by which a message is found, in place of those it had. Whoever stores a message calls this.</summary>
    public void AddWords(string tenant, TicketMessage message) =>
        Add(SearchWords.Store, tenant, message.Id.Value, new RawText(SearchWords.Of(tenant, message)));

    public void AddThreadIds(string tenant, IReadOnlyCollection<(MessageId Message, EvidenceKind Kind, string Id)> threads)
    {
        if (threads.Count > 0)
        {
            Add(
                "INSERT INTO thread_ids SELECT $1, t.id, t.kind, t.message FROM unnest($2, $3, $4) AS t(id, kind, message) ON CONFLICT DO NOTHING",
                tenant,
                threads.Select(t => PostgreSqlStore.Digest(t.Id)).ToArray(),
                threads.Select(t => (int)t.Kind).ToArray(),
                threads.Select(t => t.Message.Value).ToArray());
        }
    }

    private void AddTimers(string tenant, Guid ticket, IReadOnlyList<TicketTimer> timers, TimerHold? hold)
    {
        Add("DELETE FROM timers WHERE tenant = $1 AND ticket = $2", tenant, ticket);
        if (timers.Count > 0)
        {
            Add(
                """
                INSERT INTO timers(tenant, ticket, kind, at, token, leased_until)
                SELECT $1, $2, t.kind, t.at, CASE WHEN t.at <= $5 THEN $6 ELSE 0 END, CASE WHEN t.at <= $5 THEN clock_timestamp() + $7 ELSE '-infinity' END
                FROM unnest($3, $4) AS t(kind, at)
                """,
                tenant,
                ticket,
                timers.Select(t => (int)t.Kind).ToArray(),
                timers.Select(t => t.At.ToUnixTimeTicks()).ToArray(),
                hold is null ? long.MinValue : hold.Until.ToUnixTimeTicks(),
                hold?.Token ?? 0,
                (hold?.Lease ?? Duration.Zero).ToTimeSpan());
        }
    }

    // Who got automatic messages when, by the digest of the address, for a day.
    private void AddNotices(string tenant, IReadOnlyList<(Address To, Instant At)> notices)
    {
        if (notices.Count == 0)
        {
            return;
        }

        Add(
            """
            DELETE FROM notices WHERE tenant = $1 AND sequence IN (
              SELECT sequence FROM notices WHERE tenant = $1 AND at < $2 ORDER BY at LIMIT 100 FOR UPDATE SKIP LOCKED)
            """,
            tenant,
            (notices.Max(n => n.At) - NoticesKept).ToUnixTimeTicks());
        Add(
            "INSERT INTO notices(tenant, recipient, at) SELECT $1, n.recipient, n.at FROM unnest($2, $3) AS n(recipient, at)",
            tenant,
            notices.Select(n => PostgreSqlStore.Recipient(n.To)).ToArray(),
            notices.Select(n => n.At.ToUnixTimeTicks()).ToArray());
    }
}
