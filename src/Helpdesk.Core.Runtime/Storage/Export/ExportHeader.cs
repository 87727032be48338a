using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Runtime.Storage.Export;

/// <summary>The first line of a file.</summary>
/// <param name="Format">What it is.</param>
/// <param name="Version">In which form: a program reads those up to its own.</param>
/// <param name="Tenant">Whose data it is.</param>
/// <param name="SpamFeatures">How messages became features: what the filter was taught by others is of no use.</param>
internal sealed record ExportHeader(string Format, int Version, string Tenant, int SpamFeatures)
{
    public const string Name = "helpdesk-export";

    public const int CurrentVersion = 1;

    public static ExportHeader Of(TenantId tenant) => new(Name, CurrentVersion, tenant.Value, SpamModel.FeatureVersion);
}
