using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets.Privacy;
using Npgsql;

namespace Helpdesk.Core.PostgreSql;

/// <content>Commits.</content>
public sealed partial class PostgreSqlStore
{
    /// <inheritdoc />
    public async Task<CommitResult> CommitAsync(TenantId tenant, Commit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        cancellationToken.ThrowIfCancellationRequested();
        await _contents.PutAsync(commit, cancellationToken).ConfigureAwait(false);
        try
        {
            var result = commit.Outcome.Others.Prepend(commit.Outcome).Any(o => StoredChanges.Erasures(o).Count > 0)
                ? await TransactAsync(c => EraseAsync(c, tenant.Value, commit), cancellationToken).ConfigureAwait(false)
                : await StoreAsync(tenant.Value, commit, cancellationToken).ConfigureAwait(false);
            if (result == CommitResult.Committed && commit.HasMessagesToSend)
            {
                _bell.Ring(tenant);
            }

            return result;
        }
        catch (PostgresException exception) when (ResultOf(exception) is { } result)
        {
            return result;
        }
    }

    // A batch without a transaction of its own is one.
    private async Task<CommitResult> StoreAsync(string tenant, Commit commit, CancellationToken cancellationToken)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        await StoreAsync(connection, tenant, commit).ConfigureAwait(false);
        return CommitResult.Committed;
    }

    private async Task StoreAsync(NpgsqlConnection connection, string tenant, Commit commit)
    {
        var batch = new CommitBatch(connection, _contents);
        await using var _ = batch.ConfigureAwait(false);
        batch.AddCommit(tenant, commit);
        await batch.RunAsync().ConfigureAwait(false);
    }

    private static CommitResult? ResultOf(PostgresException exception) => (exception.SqlState, exception.ConstraintName) switch
    {
        (PostgresErrorCodes.UniqueViolation, "keys_taken") or (Schema.Known, _) => CommitResult.Duplicate,
        (PostgresErrorCodes.UniqueViolation, "tickets_pkey" or "tickets_reference" or "events_pkey") => CommitResult.Conflict,
        (Schema.Late, _) => CommitResult.Late,
        (Schema.Conflict or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure, _) => CommitResult.Conflict,
        _ => null,
    };

    private async Task<CommitResult> EraseAsync(NpgsqlConnection connection, string tenant, Commit commit)
    {
        await StoreAsync(connection, tenant, commit).ConfigureAwait(false);
        foreach (var outcome in commit.Outcome.Others.Prepend(commit.Outcome))
        {
            foreach (var erasure in StoredChanges.Erasures(outcome))
            {
                await EraseAsync(connection, tenant, outcome.State.Id.Value, erasure).ConfigureAwait(false);
            }
        }

        return CommitResult.Committed;
    }

    // Everything that names the person is written anew. The old rows are dead; the server gives their room away when it vacuums.
    private async Task EraseAsync(NpgsqlConnection connection, string tenant, Guid ticket, Erasure erasure)
    {
        var events = await RowsAsync(
            connection, StreamOf, r => From(r.GetString(0), HelpdeskJson.Default.RecordedEvent), CancellationToken.None, tenant, ticket).ConfigureAwait(false);
        var messages = await RowsAsync(
            connection,
            "SELECT body FROM messages WHERE tenant = $1 AND ticket = $2",
            r => From(r.GetString(0), HelpdeskJson.Default.TicketMessage),
            CancellationToken.None,
            tenant,
            ticket).ConfigureAwait(false);
        var batch = new CommitBatch(connection, _contents);
        await using var _ = batch.ConfigureAwait(false);
        if (erasure.IsBy(events[0]))
        {
            batch.Add("DELETE FROM samples WHERE tenant = $1 AND ticket = $2", tenant, ticket);
        }

        foreach (var recorded in events.Select(erasure.Apply))
        {
            batch.Add(
                "UPDATE events SET body = $4 WHERE tenant = $1 AND ticket = $2 AND version = $3",
                tenant,
                ticket,
                recorded.Version,
                Json(recorded, HelpdeskJson.Default.RecordedEvent));
        }

        foreach (var message in messages)
        {
            var names = await RowsAsync(connection, SearchWords.NamesOf, SearchWords.Name, CancellationToken.None, tenant, message.Id.Value).ConfigureAwait(false);
            EraseMessage(batch, tenant, message with { Attachments = names }, erasure);
        }

        batch.Add("DELETE FROM notices WHERE tenant = $1 AND recipient = $2", tenant, Recipient(erasure.Person));
        batch.Add("DELETE FROM blobs b WHERE NOT EXISTS (SELECT 1 FROM attachments a WHERE a.hash = b.hash)");
        await batch.RunAsync().ConfigureAwait(false);
    }

    private static void EraseMessage(CommitBatch batch, string tenant, TicketMessage message, Erasure erasure)
    {
        var erased = erasure.Apply(message);
        batch.Add(
            "UPDATE messages SET sender = $3, body = $4 WHERE tenant = $1 AND id = $2",
            tenant,
            message.Id.Value,
            Json([erased.From], HelpdeskJson.Default.AddressArray),
            Json(erased with { Attachments = [] }, HelpdeskJson.Default.TicketMessage));
        batch.AddWords(tenant, erased);
        if (erasure.IsBy(message))
        {
            batch.Add("DELETE FROM attachments WHERE tenant = $1 AND message = $2", tenant, message.Id.Value);
        }

        // What left for the person, or waits to leave: nobody can be written to any more.
        if (message.Direction == MessageDirection.Outbound && message.To.Any(erasure.Is))
        {
            batch.Add("DELETE FROM outbox WHERE tenant = $1 AND id = $2", tenant, message.Id.Value);
        }
    }
}
