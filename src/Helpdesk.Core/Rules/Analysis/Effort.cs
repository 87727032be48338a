using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Analysis;

/// <summary>
/// What one question about all rules may cost, counted in tries of values, so that the answer does not depend on the machine.
/// </summary>
internal sealed class Effort
{
    // About two seconds.
    private const long Most = 20_000_000;

    // What a comparison costs beside the tries.
    private const int Each = 100;

    // From here on nothing is tried: the search for contradictions gives up.
    private const long MaxTries = 200_000;

    // Sets are tried in all combinations of so many members at most.
    private const int MaxMembers = 8;

    private long _left = Most;

    /// <summary>Whether it was used up.</summary>
    public bool IsSpent => _left <= 0;

    /// <summary>Takes some; false when it is used up.</summary>
    public bool Spend(long units)
    {
        _left -= units;
        return !IsSpent;
    }

    /// <summary>Takes what finding out about these comparisons costs.</summary>
    public bool Spend(IReadOnlyList<Condition.Comparison> comparisons)
    {
        var tries = comparisons.GroupBy(c => c.Field.Name, StringComparer.Ordinal).Sum(field => Tries([.. field]));
        return Spend(((comparisons.Count + 1L) * Each) + tries);
    }

    private static long Tries(IReadOnlyList<Condition.Comparison> ofField)
    {
        long values = ofField.Sum(c => c.Values.Count + 1L);
        var sets = ofField[0].Field.Type == FieldType.TextSet ? values << (int)Math.Min(values, MaxMembers) : 0;
        var tries = values * (values + sets);
        return tries <= MaxTries ? tries : values;
    }
}
