using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Runtime;

/// <summary>For how long it is kept who took part in tickets and what they wrote.</summary>
/// <param name="Category">In which category a ticket stands: Resolved, Closed, Spam or Deleted. Others are still worked on.</param>
/// <param name="Days">For how many days of 24 hours it has stood in its status by then: 1 to 36,500.</param>
public sealed record RetentionRule(StatusCategory Category, int Days)
{
    private const int MaxDays = 36_500;

    /// <summary>Everything that is wrong with rules; empty when they can be followed.</summary>
    public static IReadOnlyList<string> FaultsOf(IEnumerable<RetentionRule?> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var faults = new List<string>();
        var seen = new HashSet<StatusCategory>();
        foreach (var rule in rules)
        {
            if (rule is null)
            {
                faults.Add("None of Retention may be null.");
                continue;
            }

            if (rule.Category is not (StatusCategory.Resolved or StatusCategory.Closed or StatusCategory.Spam or StatusCategory.Deleted))
            {
                faults.Add($"Retention is for tickets that are Resolved, Closed, Spam or Deleted, not for '{rule.Category}'.");
            }
            else if (!seen.Add(rule.Category))
            {
                faults.Add($"Retention has more than one rule for '{rule.Category}'.");
            }

            if (rule.Days is < 1 or > MaxDays)
            {
                faults.Add($"Retention for '{rule.Category}' is 1 to {MaxDays} days, not {rule.Days}.");
            }
        }

        return faults;
    }
}
