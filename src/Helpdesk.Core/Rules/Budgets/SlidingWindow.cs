using NodaTime;

namespace Helpdesk.Core.Rules.Budgets;

/// <summary>Counts what was granted in sliding windows.</summary>
internal static class SlidingWindow
{
    /// <summary>
    /// Whether more may be granted at an instant so that no step is passed in any stretch that ends there. What was granted later than
    /// the instant counts too: a timer that rings late must not spend what is spent.
    /// </summary>
    /// <param name="steps">The steps; none allows everything.</param>
    /// <param name="granted">When what was granted was granted, with how much it was.</param>
    /// <param name="at">The instant.</param>
    /// <param name="more">How much more; none is always allowed.</param>
    public static bool Allows(IReadOnlyList<BudgetStep> steps, IEnumerable<(Instant At, int Count)> granted, Instant at, int more)
    {
        (Instant At, int Count)[] all = steps.Count == 0 ? [] : [.. granted];
        return more <= 0 || steps.All(s => all.Where(g => g.At > at - s.Within).Sum(g => (long)g.Count) + more <= s.Most);
    }
}
