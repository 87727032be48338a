using System.Data.Common;

namespace Helpdesk.Core.Runtime.Storage.Export;

/// <summary>Reads into a store what <see cref="HelpdeskExport"/> wrote, from whatever store.</summary>
public static class HelpdeskImport
{
    /// <summary>How long a line may be unless somebody says otherwise: 256 MiB, enough for an attachment of 190 MB.</summary>
    public const int DefaultMaxLineBytes = 256 * 1024 * 1024;

    /// <summary>
    /// Stores all of a file, or nothing: what is cut off, damaged or no export leaves the store as it was, and so does a crash. Needs memory for the
    /// longest line only. Nobody else may write to the tenant meanwhile.
    /// </summary>
    /// <param name="store">Where the data go.</param>
    /// <param name="tenant">
    /// Whose data they become; nothing may be there. Of another name than before, what was signed under the old one finds its ticket by weaker evidence.
    /// </param>
    /// <param name="from">The file, read from where it stands to its end.</param>
    /// <param name="maxLineBytes">How long a line may be; a longer one is refused before it is read.</param>
    /// <param name="cancellationToken">Cancels between two lines; nothing is stored then.</param>
    public static async Task<ImportResult> ReadAsync(
        IHelpdeskStore store, TenantId tenant, Stream from, int maxLineBytes = DefaultMaxLineBytes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxLineBytes);
        using var lines = new ExportReader(from, maxLineBytes);
        try
        {
            var header = await lines.ReadHeaderAsync(cancellationToken).ConfigureAwait(false);
            return await store.ImportAsync(tenant, lines.ReadAsync(header, cancellationToken), cancellationToken).ConfigureAwait(false)
                ? new ImportResult.Imported(new TenantId(header.Tenant), lines.Line)
                : new ImportResult.NotEmpty();
        }
        catch (InvalidRecordException exception)
        {
            return new ImportResult.Refused(exception.Fault with { Place = lines.Place });
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or IOException or DbException or ObjectDisposedException or OutOfMemoryException))
        {
            // Values that are well-formed and make no sense together, such as a stream that begins in its middle.
            return new ImportResult.Refused(new Fault("inconsistent", $"It makes no sense: {exception.Message}", lines.Place));
        }
    }
}
