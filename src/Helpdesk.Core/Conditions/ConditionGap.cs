namespace Helpdesk.Core.Conditions;

/// <summary>A comparison that keeps a condition from holding.</summary>
/// <param name="Place">Its JSON pointer in the condition.</param>
/// <param name="Comparison">The comparison.</param>
/// <param name="MustHold">Whether it would have to hold; false where it stands under a <c>not</c> and would have to fail.</param>
public sealed record ConditionGap(string Place, Condition.Comparison Comparison, bool MustHold)
{
    /// <summary>What would have to be so, such as <c>priority is at least high</c>.</summary>
    public override string ToString() => ConditionText.Of(Comparison, MustHold);

    /// <summary>
    /// A smallest set of comparisons which, answered the other way each at its own place, give the wanted answer. Every comparison
    /// has one place and helps in one direction only, so that no proper part of such a set is enough. Null when no answers are.
    /// </summary>
    internal static IReadOnlyList<ConditionGap>? Of(Condition condition, bool wanted, string place, IFieldValues values) => condition switch
    {
        Condition.All all => Of(all.Parts, wanted, wanted, place + "/all", values),
        Condition.Any any => Of(any.Parts, wanted, !wanted, place + "/any", values),
        Condition.None none => Of(none.Parts, !wanted, wanted, place + "/none", values),
        Condition.Not not => Of(not.Part, !wanted, place + "/not", values),
        Condition.Comparison comparison => Comparer.Holds(comparison, values) == wanted ? [] : [new ConditionGap(place, comparison, wanted)],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static List<ConditionGap>? Of(IReadOnlyList<Condition> parts, bool wanted, bool every, string place, IFieldValues values)
    {
        var found = every ? new List<ConditionGap>() : null;
        for (var i = 0; i < parts.Count; i++)
        {
            var gaps = Of(parts[i], wanted, $"{place}/{i}", values);
            if (every && gaps is null)
            {
                return null;
            }

            if (every)
            {
                found!.AddRange(gaps!);
            }
            else if (gaps is not null && (found is null || gaps.Count < found.Count))
            {
                found = [.. gaps];
            }
        }

        return found;
    }
}
