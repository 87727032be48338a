using System.Diagnostics;

namespace Helpdesk.Core.Conditions;

/// <summary>Compares a set of texts; members are the same without regard to case and normalisation.</summary>
internal static class SetComparer
{
    // Up to so many members are searched one by one, without making a set of them.
    private const int Few = 16;

    public static bool Holds(FieldValue.TextSet set, Condition.Comparison comparison) => comparison.Operator switch
    {
        Operator.IsSet => set.Values.Count > 0,
        Operator.HasAtLeast => Members(set).Count >= Count(comparison),
        Operator.HasAtMost => Members(set).Count <= Count(comparison),
        Operator.HasOnly => set.Values.Count > 0 && set.Values.All(member => IsWanted(member, comparison)),
        Operator.HasAny or Operator.HasAll => HasAnyOrAll(set, comparison),
        _ => throw new UnreachableException(),
    };

    public static bool Same(FieldValue.TextSet a, FieldValue.TextSet b) => Members(a).SetEquals(Members(b));

    private static bool HasAnyOrAll(FieldValue.TextSet set, Condition.Comparison comparison)
    {
        var isAny = comparison.Operator == Operator.HasAny;
        var members = set.Values.Count > Few ? Members(set) : null;
        for (var i = 0; i < comparison.Values.Count; i++)
        {
            var wanted = ((FieldValue.Text)comparison.Values[i]).Value;
            if ((members is null ? Has(set, wanted) : members.Contains(wanted)) == isAny)
            {
                return isAny;
            }
        }

        return !isAny;
    }

    private static bool Has(FieldValue.TextSet set, string wanted)
    {
        foreach (var member in set.Values)
        {
            if (string.Equals(ComparableText.Of(member), wanted, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWanted(string member, Condition.Comparison comparison)
    {
        var name = ComparableText.Of(member);
        return comparison.Values.Any(v => string.Equals(((FieldValue.Text)v).Value, name, StringComparison.OrdinalIgnoreCase));
    }

    private static double Count(Condition.Comparison comparison) => ((FieldValue.Number)comparison.Values[0]).Value;

    private static HashSet<string> Members(FieldValue.TextSet set) =>
        set.Values.Select(ComparableText.Of).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
