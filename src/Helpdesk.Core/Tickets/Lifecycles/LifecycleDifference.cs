namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>One difference between two lifecycles.</summary>
/// <param name="Place">What differs: <c>status open</c>, <c>transition open resolve</c>, <c>timer pending</c>.</param>
/// <param name="Before">How it is in the first, in one line; empty when it is not there.</param>
/// <param name="After">How it is in the second; empty when it is not there.</param>
public sealed record LifecycleDifference(string Place, string Before, string After)
{
    /// <inheritdoc />
    public override string ToString() => Before.Length == 0 ? $"+ {Place}: {After}"
        : After.Length == 0 ? $"- {Place}: {Before}"
        : $"~ {Place}: {Before} → {After}";
}
