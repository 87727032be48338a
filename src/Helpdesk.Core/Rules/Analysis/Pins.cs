using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Analysis;

/// <summary>
/// The few values that a condition lets a field have. Where two conditions let one field have no value in common, they never hold
/// together: most pairs of rules are told apart by that alone.
/// </summary>
internal sealed class Pins
{
    private readonly Dictionary<string, HashSet<string>> _values = new(StringComparer.Ordinal);

    public Pins(Condition condition) => Gather(condition);

    /// <summary>Whether the two never hold together; no only says that this does not show it.</summary>
    /// <param name="other">The other condition's.</param>
    /// <param name="isLeftOut">Names of fields that do not count; null for none.</param>
    public bool Exclude(Pins other, Predicate<string>? isLeftOut = null)
    {
        foreach (var (field, values) in _values)
        {
            if (other._values.TryGetValue(field, out var others) && !values.Overlaps(others) && isLeftOut?.Invoke(field) != true)
            {
                return true;
            }
        }

        return false;
    }

    private void Gather(Condition condition)
    {
        switch (condition)
        {
            case Condition.All all:
                foreach (var part in all.Parts)
                {
                    Gather(part);
                }

                break;
            // Without regard to case, which can only bring values together.
            case Condition.Comparison { Operator: Operator.Eq or Operator.In, Field.Type: FieldType.Choice or FieldType.Text, IsRelative: false } comparison:
                _values.TryAdd(comparison.Field.Name, [.. comparison.Values.Select(v => v.Shown.ToUpperInvariant())]);
                break;
        }
    }
}
