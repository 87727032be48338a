using NodaTime;

namespace Helpdesk.Core.Rules.Budgets;

/// <summary>How much may happen in a while; of several steps all hold.</summary>
/// <param name="Most">How often at most, from 1 to 1,000.</param>
/// <param name="Within">In every stretch of this length, at most a day.</param>
public sealed record BudgetStep(int Most, Duration Within)
{
    /// <summary>The most that a step allows.</summary>
    public const int MaxCount = 1_000;

    /// <summary>The longest stretch of a step.</summary>
    public static readonly Duration MaxLength = Duration.FromDays(1);
}
