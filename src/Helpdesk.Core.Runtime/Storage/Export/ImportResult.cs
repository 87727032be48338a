namespace Helpdesk.Core.Runtime.Storage.Export;

/// <summary>What became of an import: all of it is stored, or nothing.</summary>
public abstract record ImportResult
{
    private ImportResult()
    {
    }

    /// <summary>All of it is stored.</summary>
    /// <param name="Tenant">Whose data it was where it was exported.</param>
    /// <param name="Lines">How many lines were read.</param>
    public sealed record Imported(TenantId Tenant, long Lines) : ImportResult;

    /// <summary>Nothing is stored: the tenant has data already.</summary>
    public sealed record NotEmpty : ImportResult;

    /// <summary>Nothing is stored: the file is no whole and sound export.</summary>
    /// <param name="Fault">
    /// What is wrong, at which line: <c>no-export</c>, <c>newer-version</c>, <c>bad-line</c>, <c>line-too-long</c>, <c>out-of-order</c>,
    /// <c>truncated</c>, <c>damaged</c> or <c>inconsistent</c>.
    /// </param>
    public sealed record Refused(Fault Fault) : ImportResult;
}
