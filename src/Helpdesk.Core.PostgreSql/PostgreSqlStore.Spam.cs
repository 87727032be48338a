using System.Data;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Spam;
using Npgsql;

namespace Helpdesk.Core.PostgreSql;

/// <content>The spam model.</content>
public sealed partial class PostgreSqlStore
{
    /// <inheritdoc />
    public async Task<SpamModelChange?> ReadSpamModelAsync(TenantId tenant, long sinceVersion = 0, CancellationToken cancellationToken = default)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        await using var __ = transaction.ConfigureAwait(false);
        var (version, spam, ham) = (await RowsAsync(
            connection,
            "SELECT version, spam, ham FROM spam_models WHERE tenant = $1",
            r => (r.GetInt64(0), r.GetInt32(1), r.GetInt32(2)),
            cancellationToken,
            tenant.Value).ConfigureAwait(false)).FirstOrDefault();
        return version == sinceVersion ? null : new SpamModelChange(version, spam, ham, await RowsAsync(
            connection,
            "SELECT hash, spam, ham FROM spam_counts WHERE tenant = $1 AND version > $2",
            r => (unchecked((ulong)r.GetInt64(0)), r.GetInt32(1), r.GetInt32(2)),
            cancellationToken,
            tenant.Value,
            sinceVersion).ConfigureAwait(false));
    }

    /// <inheritdoc />
    public Task<CommitResult> TeachAsync(
        TenantId tenant, string key, SpamFeatures features, SpamClass? @as, CancellationToken cancellationToken = default) => TransactAsync(
        async connection =>
        {
            // The row of the model comes first: lessons of one tenant wait for one another.
            await RunAsync(connection, EnsureModel, tenant.Value, SpamModel.FeatureVersion).ConfigureAwait(false);
            await RunAsync(connection, "SELECT 1 FROM spam_models WHERE tenant = $1 FOR UPDATE", tenant.Value).ConfigureAwait(false);
            var (digest, known, taught) = (await RowsAsync(
                connection,
                "SELECT key, class, features FROM spam_taught WHERE tenant = $1 AND key = ANY($2)",
                r => ((byte[])r[0], (SpamClass?)r.GetInt32(1), r.IsDBNull(2) ? (long?)null : r.GetInt64(2)),
                CancellationToken.None,
                tenant.Value,
                Digests(key)).ConfigureAwait(false)).Append((Digest(key), null, null)).First();
            if (SpamTraining.Between(features, known, @as) is not { } training)
            {
                return CommitResult.Duplicate;
            }

            if (taught is { } other && other != features.Digest)
            {
                throw new InvalidOperationException("The message was taught with other features.");
            }

            var batch = new CommitBatch(connection, _contents);
            await using var _ = batch.ConfigureAwait(false);
            batch.Teach(tenant.Value, training);
            if (@as is { } wanted)
            {
                batch.Add(
                    "INSERT INTO spam_taught VALUES($1, $2, $3, $4) ON CONFLICT(tenant, key) DO UPDATE SET class = excluded.class, features = excluded.features",
                    tenant.Value,
                    digest,
                    (int)wanted,
                    features.Digest);
            }
            else
            {
                batch.Add("DELETE FROM spam_taught WHERE tenant = $1 AND key = $2", tenant.Value, digest);
            }

            await batch.RunAsync().ConfigureAwait(false);
            return CommitResult.Committed;
        },
        cancellationToken);

    private const string EnsureModel = "INSERT INTO spam_models VALUES($1, $2, 0, 0, 0) ON CONFLICT DO NOTHING";

    private static async Task RunAsync(NpgsqlConnection connection, string sql, params object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using var _ = command.ConfigureAwait(false);
        Values.Add(command.Parameters, values);
        await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
    }

    // Commits only what is said to be committed.
    private async Task<CommitResult> TransactAsync(Func<NpgsqlConnection, Task<CommitResult>> work, CancellationToken cancellationToken)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        var transaction = await connection.BeginTransactionAsync(CancellationToken.None).ConfigureAwait(false);
        await using var __ = transaction.ConfigureAwait(false);
        var result = await work(connection).ConfigureAwait(false);
        if (result == CommitResult.Committed)
        {
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        return result;
    }
}
