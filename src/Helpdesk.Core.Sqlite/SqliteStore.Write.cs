using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Sqlite;

public sealed partial class SqliteStore
{
    private static readonly Duration NoticesKept = Duration.FromDays(1);

    /// <inheritdoc />
    public async Task<CommitResult> CommitAsync(TenantId tenant, Commit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        await _contents.PutAsync(commit, cancellationToken).ConfigureAwait(false);
        var result = await StoreAsync(tenant, commit, cancellationToken).ConfigureAwait(false);
        if (result == CommitResult.Committed && commit.HasMessagesToSend)
        {
            _signal.Ring(tenant);
        }

        return result;
    }

    private Task<CommitResult> StoreAsync(TenantId tenant, Commit commit, CancellationToken cancellationToken) => WriteAsync(
        () => Store(tenant.Value, commit),
        cancellationToken,
        leavesNoTrace: commit.Outcome.Others.Prepend(commit.Outcome).Any(o => StoredChanges.Erasures(o).Count > 0));

    /// <inheritdoc />
    public Task<CommitResult> QuarantineAsync(TenantId tenant, QuarantineEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return WriteAsync(
            () =>
            {
                if (!TakeKey(tenant.Value, entry.DuplicateKey))
                {
                    return CommitResult.Duplicate;
                }

                StoreAside(tenant.Value, entry);
                return CommitResult.Committed;
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public async Task<Redelivery?> RedeliverAsync(
        TenantId tenant, string duplicateKey, ChannelAddress by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        Redelivery? known = null;
        await WriteAsync(
            () =>
            {
                var keys = Rows(
                    "SELECT message FROM keys WHERE tenant = ?1 AND key IN (?2, ?3)",
                    r => r.IsDBNull(0) ? null : r.GetString(0),
                    tenant.Value,
                    Digest(duplicateKey),
                    FormerDigest(duplicateKey));
                known = keys is [var message] ? Redeliver(tenant, message, by) : null;
                return CommitResult.Committed;
            },
            cancellationToken).ConfigureAwait(false);
        return known;
    }

    private Redelivery Redeliver(TenantId tenant, string? message, ChannelAddress by)
    {
        if (message is null)
        {
            return new Redelivery(null, null, []);
        }

        Deliver(tenant.Value, message, by);
        return new Redelivery(
            Rows("SELECT ticket FROM messages WHERE tenant = ?1 AND id = ?2", r => Id(r.GetString(0)), tenant.Value, message).Single(),
            new MessageId(Guid.ParseExact(message, "N")),
            Rows(
                "SELECT channel, account FROM deliveries WHERE tenant = ?1 AND message = ?2 ORDER BY sequence",
                r => new ChannelAddress(r.GetString(0), r.GetString(1)),
                tenant.Value,
                message));
    }

    private CommitResult Store(string tenant, Commit commit)
    {
        if (commit.Hold is { } hold && Rows(
            "SELECT 1 FROM timers WHERE tenant = ?1 AND ticket = ?2 AND token = ?3", _ => true, tenant, commit.Outcome.State.Id.ToString(), hold.Token).Count == 0)
        {
            return CommitResult.Late;
        }

        if (commit.DuplicateKey is { } key && !TakeKey(tenant, key, commit.Message))
        {
            return CommitResult.Duplicate;
        }

        if (commit.Unseen.Any(id => Rows("SELECT 1 FROM thread_ids WHERE tenant = ?1 AND external_id = ?2 LIMIT 1", r => r.GetInt32(0), tenant, ThreadKey.Write(id)).Count > 0))
        {
            return CommitResult.Conflict;
        }

        foreach (var (ticket, version) in commit.Outcome.LookedAt)
        {
            if (Rows("SELECT version FROM tickets WHERE tenant = ?1 AND id = ?2", r => r.GetInt64(0), tenant, ticket.ToString()).SingleOrDefault() != version)
            {
                return CommitResult.Conflict;
            }
        }

        if (!Store(tenant, commit.Outcome, commit.Hold) || !commit.Outcome.Others.All(o => Store(tenant, o)))
        {
            return CommitResult.Conflict;
        }

        if (commit is { DuplicateKey: not null, Message: { } message })
        {
            Deliver(tenant, message.ToString(), commit.Outcome.Messages.First(m => m.Id == message).Channel);
        }

        return CommitResult.Committed;
    }

    // False when somebody else changed the ticket or took its reference; the transaction is given up then.
    private bool Store(string tenant, Outcome.Changed outcome, TimerHold? hold = null)
    {
        if (!StoreTicket(tenant, outcome))
        {
            return false;
        }

        var ticket = outcome.State.Id.ToString();
        foreach (var happened in outcome.Events)
        {
            StoreEvent(tenant, ticket, happened);
        }

        foreach (var message in outcome.Messages)
        {
            StoreMessage(tenant, ticket, message);
        }

        Know(tenant, StoredChanges.ThreadIds(outcome));

        foreach (var moved in StoredChanges.MovedHere(outcome))
        {
            Run("UPDATE messages SET ticket = ?2 WHERE tenant = ?1 AND id = ?3", tenant, ticket, moved.ToString());
        }

        StoreTimers(tenant, ticket, outcome.Timers, hold);
        foreach (var effect in outcome.Effects)
        {
            Run(
                "INSERT INTO outbox(tenant, id, body, not_before) VALUES(?1, ?2, ?3, ?4)",
                tenant,
                effect.Id.ToString(),
                Json(effect, HelpdeskJson.Default.OutboundMessage),
                long.MinValue);
        }

        StoreNotices(tenant, outcome);
        if (outcome.Sample is { } sample)
        {
            StoreSample(tenant, ticket, sample);
        }

        foreach (var training in outcome.Training)
        {
            Teach(tenant, training);
        }

        foreach (var erasure in StoredChanges.Erasures(outcome))
        {
            Erase(tenant, ticket, erasure);
        }

        StoreTrace(tenant, ticket, outcome.Trace);
        return true;
    }

    private void StoreEvent(string tenant, string ticket, RecordedEvent recorded) => Run(
        "INSERT INTO events VALUES(?1, ?2, ?3, ?4, (SELECT COALESCE(MAX(position), 0) + 1 FROM events WHERE tenant = ?1))",
        tenant,
        ticket,
        recorded.Version,
        Json(recorded, HelpdeskJson.Default.RecordedEvent));

    private void StoreSample(string tenant, string ticket, SpamFeatures sample) =>
        Run("INSERT INTO samples VALUES(?1, ?2, ?3)", tenant, ticket, MemoryMarshal.AsBytes(sample.Hashes.AsSpan()).ToArray());

    private void StoreTrace(string tenant, string ticket, Trace trace) =>
        Run("INSERT INTO traces(tenant, ticket, body) VALUES(?1, ?2, ?3)", tenant, ticket, Json(trace, HelpdeskJson.Default.Trace));

    private void StoreAside(string tenant, QuarantineEntry entry) => Run(
        "INSERT INTO quarantine(tenant, place, reason, at, key, raw, trace) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        tenant,
        entry.Place,
        Json(entry.Reason, HelpdeskJson.Default.Fault),
        Ticks(entry.At),
        entry.DuplicateKey,
        entry.Raw.ToArray(),
        Json(entry.Trace, HelpdeskJson.Default.Trace));

    // Who got automatic messages when, by the digest of the address, for a day.
    private void StoreNotices(string tenant, Outcome.Changed outcome)
    {
        foreach (var (to, at) in StoredChanges.Notices(outcome))
        {
            Run("DELETE FROM notices WHERE tenant = ?1 AND at < ?2", tenant, Ticks(at - NoticesKept));
            Run("INSERT INTO notices(tenant, recipient, at) VALUES(?1, ?2, ?3)", tenant, Recipient(to), Ticks(at));
        }
    }

    private static string Recipient(Address address) => Hex(KeyDigest.OfRecipient(address));

    // What was written before digests were the same in all stores; for a day.
    private static string FormerRecipient(Address address) => FormerDigest($"{address.Kind}:{address.Key}");

    private bool StoreTicket(string tenant, Outcome.Changed outcome) => StoreTicket(tenant, outcome.State, outcome.ExpectedVersion);

    private bool StoreTicket(string tenant, TicketState state, long expectedVersion)
    {
        var row = TicketRow.Of(state);
        Address[] people = [state.Ticket.Requester, .. state.Ticket.Participants];
        object?[] values =
        [
            tenant,
            row.Id.ToString(),
            row.Reference.Value,
            state.Ticket.Version,
            Json(StoredSnapshot.Of(state), HelpdeskJson.Default.StoredSnapshot),
            row.Subject,
            Json([row.Requester], HelpdeskJson.Default.AddressArray),
            Json(people, HelpdeskJson.Default.AddressArray),
            row.Department.Value,
            row.Status.Value,
            (int)row.Category,
            (int)row.Priority,
            row.Assignee?.Value,
            row.NextTarget,
            row.NextDue is { } due ? Ticks(due) : null,
            StoredFields.Of(state).ToJson(),
            Ticks(state.Ticket.CreatedAt),
        ];
        return expectedVersion == 0
            ? Run(
                """
                INSERT INTO tickets(tenant, id, reference, version, snapshot, subject, requester, people, department, status, category,
                  priority, assignee, next_target, next_due, fields, created, number)
                VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
                  (SELECT COALESCE(MAX(number), 0) + 1 FROM tickets WHERE tenant = ?1)) ON CONFLICT DO NOTHING
                """,
                values) == 1
            : Run(
                """
                UPDATE tickets SET version = ?4, snapshot = ?5, subject = ?6, requester = ?7, people = ?8, department = ?9, status = ?10,
                  category = ?11, priority = ?12, assignee = ?13, next_target = ?14, next_due = ?15, fields = ?16, created = ?17
                WHERE tenant = ?1 AND id = ?2 AND reference = ?3 AND version = ?18
                """,
                [.. values, expectedVersion]) == 1;
    }

    // The contents are there already when their names are given.
    private void StoreMessage(string tenant, string ticket, TicketMessage message, IReadOnlyList<byte[]>? contents = null)
    {
        var id = message.Id.ToString();
        Run(
            "INSERT INTO messages(tenant, ticket, id, body) VALUES(?1, ?2, ?3, ?4)",
            tenant,
            ticket,
            id,
            Json(message with { Attachments = [] }, HelpdeskJson.Default.TicketMessage));
        for (var i = 0; i < message.Attachments.Count; i++)
        {
            var attachment = message.Attachments[i];
            var hash = contents?[i] ?? StoreContent(SHA256.HashData(attachment.Content.Span), attachment.Content);
            Run("INSERT INTO attachments VALUES(?1, ?2, ?3, ?4, ?5, ?6)", tenant, id, i, attachment.Name, attachment.MediaType, hash);
        }

        Index(tenant, message);
    }

    private byte[] StoreContent(byte[] hash, ReadOnlyMemory<byte> content)
    {
        Run(
            "INSERT INTO blobs VALUES(?1, ?2) ON CONFLICT(hash) DO UPDATE SET content = excluded.content WHERE length(content) = 0",
            hash,
            _contents.KeptInside(content));
        return hash;
    }

    private void Know(string tenant, IEnumerable<(MessageId Message, EvidenceKind Kind, string Id)> known)
    {
        foreach (var (message, kind, id) in known)
        {
            Run("INSERT INTO thread_ids VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING", tenant, ThreadKey.Write(id), (int)kind, message.ToString());
        }
    }

    private void Deliver(string tenant, string message, ChannelAddress by) =>
        Run("INSERT INTO deliveries(tenant, message, channel, account) VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING", tenant, message, by.Channel, by.Account);

    private void StoreTimers(string tenant, string ticket, IReadOnlyList<TicketTimer> timers, TimerHold? hold)
    {
        Run("DELETE FROM timers WHERE tenant = ?1 AND ticket = ?2", tenant, ticket);
        foreach (var timer in timers)
        {
            StoreTimer(tenant, ticket, timer, timer.At <= hold?.Until ? hold : null);
        }
    }

    private void StoreTimer(string tenant, string ticket, TicketTimer timer, TimerHold? held) => Run(
        "INSERT INTO timers VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
        tenant,
        ticket,
        (int)timer.Kind,
        Ticks(timer.At),
        held?.Token ?? 0,
        held is null ? 0 : Ticks(Clock() + held.Lease));

    private bool TakeKey(string tenant, string key, MessageId? message = null) => Run(
        """
        INSERT INTO keys SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM keys WHERE tenant = ?1 AND key = ?4) ON CONFLICT DO NOTHING
        """,
        tenant,
        Digest(key),
        message?.ToString(),
        FormerDigest(key)) == 1;

    private static string Digest(string key) => Hex(KeyDigest.Of(key));

    private static string FormerDigest(string key) => Schema.Digest(key);

    private static string Hex(byte[] digest) => Convert.ToHexStringLower(digest);
}
