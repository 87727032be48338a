using System.Data;
using System.Runtime.CompilerServices;
using Helpdesk.Core.Runtime.Storage.Export;
using Npgsql;

namespace Helpdesk.Core.PostgreSql;

/// <content>Everything of a tenant, out and in.</content>
public sealed partial class PostgreSqlStore
{
    /// <inheritdoc />
    public async IAsyncEnumerable<StoredRecord> ExportAsync(TenantId tenant, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        await using var __ = transaction.ConfigureAwait(false);
        await foreach (var record in new TenantReader(connection, tenant.Value).AllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return record is StoredRecord.Content content
                ? content with { Bytes = await _contents.FillAsync(content.Hash, content.Bytes, cancellationToken).ConfigureAwait(false) }
                : record;
        }
    }

    /// <inheritdoc />
    public async Task<bool> ImportAsync(TenantId tenant, IAsyncEnumerable<StoredRecord> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = transaction.ConfigureAwait(false);
        try
        {
            var writer = new TenantWriter(connection, tenant.Value, _contents);
            await using var ___ = writer.ConfigureAwait(false);
            if (!await writer.IsEmptyAsync(cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            await foreach (var record in records.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await writer.AddAsync(record, cancellationToken).ConfigureAwait(false);
            }

            await writer.FinishAsync(cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState[..2] is "22" or "23" or "54") // wrong data, constraints, limits
        {
            throw new InvalidRecordException(new Fault("inconsistent", ImportChecks.Doubles), exception);
        }

        _bell.Ring(tenant);
        return true;
    }
}
