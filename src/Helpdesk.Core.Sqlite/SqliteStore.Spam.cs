using System.Runtime.InteropServices;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Sqlite;

public sealed partial class SqliteStore
{
    /// <inheritdoc />
    public Task<SpamModelChange?> ReadSpamModelAsync(TenantId tenant, long sinceVersion = 0, CancellationToken cancellationToken = default) =>
        ReadAsync(
            db => db.Snapshot(() =>
            {
                var (version, spam, ham) = db.Rows(
                        "SELECT version, spam, ham FROM spam_models WHERE tenant = ?1",
                        r => (r.GetInt64(0), r.GetInt32(1), r.GetInt32(2)),
                        tenant.Value)
                    .FirstOrDefault();
                return version == sinceVersion ? null : new SpamModelChange(version, spam, ham, db.Rows(
                    "SELECT hash, spam, ham FROM spam_counts WHERE tenant = ?1 AND version > ?2",
                    r => (unchecked((ulong)r.GetInt64(0)), r.GetInt32(1), r.GetInt32(2)),
                    tenant.Value,
                    sinceVersion));
            }),
            cancellationToken);

    /// <inheritdoc />
    public Task<SpamFeatures?> LoadSampleAsync(TenantId tenant, TicketId ticket, CancellationToken cancellationToken = default) => ReadAsync(
        db => db.Rows(
                "SELECT hashes FROM samples WHERE tenant = ?1 AND ticket = ?2",
                r => SpamFeatures.FromHashes(MemoryMarshal.Cast<byte, ulong>((byte[])r.GetValue(0)).ToArray()),
                tenant.Value,
                ticket.ToString())
            .FirstOrDefault(),
        cancellationToken);

    /// <inheritdoc />
    public Task<CommitResult> TeachAsync(
        TenantId tenant, string key, SpamFeatures features, SpamClass? @as, CancellationToken cancellationToken = default) => WriteAsync(
        () =>
        {
            var (digest, known, taught) = Rows(
                "SELECT key, class, features FROM spam_taught WHERE tenant = ?1 AND key IN (?2, ?3)",
                r => (r.GetString(0), (SpamClass?)r.GetInt32(1), r.IsDBNull(2) ? (long?)null : r.GetInt64(2)),
                tenant.Value,
                Digest(key),
                FormerDigest(key)).Append((Digest(key), null, null)).First();
            if (SpamTraining.Between(features, known, @as) is not { } training)
            {
                return CommitResult.Duplicate;
            }

            if (taught is { } other && other != features.Digest)
            {
                throw new InvalidOperationException("The message was taught with other features.");
            }

            Teach(tenant.Value, training);
            if (@as is { } wanted)
            {
                Run("INSERT INTO spam_taught VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET class = ?3, features = ?4", tenant.Value, digest, (int)wanted, features.Digest);
            }
            else
            {
                Run("DELETE FROM spam_taught WHERE tenant = ?1 AND key = ?2", tenant.Value, digest);
            }

            return CommitResult.Committed;
        },
        cancellationToken);

    // A count that would fall below zero fails the transaction. One that comes to nothing leaves its row: whoever knows an older
    // version has to hear of it.
    private void Teach(string tenant, SpamTraining training)
    {
        Run("INSERT INTO spam_models VALUES(?1, ?2, 0, 0, 0) ON CONFLICT DO NOTHING", tenant, SpamModel.FeatureVersion);
        Run(
            "UPDATE spam_models SET version = version + 1, spam = spam + ?2, ham = ham + ?3 WHERE tenant = ?1",
            tenant,
            training.SpamMessages,
            training.HamMessages);

        // An insert is checked before it turns into an update, so a lesson that takes something back goes its own way.
        var sql = training.SpamMessages < 0 || training.HamMessages < 0
            ? """
              UPDATE spam_counts SET spam = spam + ?3, ham = ham + ?4, version = (SELECT version FROM spam_models WHERE tenant = ?1)
              WHERE tenant = ?1 AND hash = ?2
              """
            : """
              INSERT INTO spam_counts SELECT ?1, ?2, ?3, ?4, version FROM spam_models WHERE tenant = ?1
              ON CONFLICT DO UPDATE SET spam = spam + ?3, ham = ham + ?4, version = excluded.version
              """;
        foreach (var hash in training.Hashes)
        {
            if (Run(sql, tenant, unchecked((long)hash), training.SpamMessages, training.HamMessages) != 1)
            {
                throw new InvalidOperationException("The model was never taught what it is to forget.");
            }
        }
    }
}
