namespace Helpdesk.Core.Spam;

/// <summary>
/// What a message is judged by: a tenant's own model and, where there is one, a model that tenants share. Neither is copied or
/// changed. Immutable; safe from any number of threads.
/// </summary>
/// <param name="Own">The tenant's model.</param>
/// <param name="Shared">The model that it shares, or null.</param>
public sealed record SpamKnowledge(SpamModel Own, SpamShare? Shared = null)
{
    /// <summary>How many spam messages there are to judge by; those of the shared model by their weight.</summary>
    public double SpamMessages => Sum(t => t.SpamMessages);

    /// <summary>How many ham messages there are to judge by; those of the shared model by their weight.</summary>
    public double HamMessages => Sum(t => t.HamMessages);

    internal double SpamFeatures => Sum(t => t.SpamFeatures);

    internal double HamFeatures => Sum(t => t.HamFeatures);

    private double Sum(Func<SpamTotals, double> part) => part(Own.Totals) + (Shared is null ? 0 : part(Shared.Model.Totals) * Shared.Weight);
}
