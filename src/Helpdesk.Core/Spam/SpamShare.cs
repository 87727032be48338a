namespace Helpdesk.Core.Spam;

/// <summary>A model that tenants share: spam that all of them know.</summary>
/// <param name="Model">The model.</param>
/// <param name="Weight">
/// How often one of its messages counts, in (0, 1000]. Below 1 a message of the tenant's own counts more than one of these.
/// </param>
public sealed record SpamShare(SpamModel Model, double Weight = 1)
{
    /// <summary>How often one of its messages counts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in (0, 1000].</exception>
    public double Weight { get; } = Weight is > 0 and <= 1_000
        ? Weight
        : throw new ArgumentOutOfRangeException(nameof(Weight), Weight, "A weight lies in (0, 1000].");
}
