using System.Runtime.CompilerServices;
using Helpdesk.Core.Runtime.Storage.Export;

namespace Helpdesk.Core.Sqlite;

/// <content>Everything of a tenant, out.</content>
public sealed partial class SqliteStore
{
    /// <inheritdoc />
    public async IAsyncEnumerable<StoredRecord> ExportAsync(TenantId tenant, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // A connection of its own: others go on while it reads one moment.
        using var db = _readers.Open();
        db.Run("BEGIN");
        foreach (var record in new TenantReader(db, tenant.Value).All())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return record is StoredRecord.Content content
                ? content with { Bytes = await _contents.FillAsync(content.Hash, content.Bytes, cancellationToken).ConfigureAwait(false) }
                : record;
        }
    }
}
