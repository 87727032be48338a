using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules;

/// <summary>The rules of a host in their total order: order, then id. Immutable; safe from any number of threads.</summary>
public sealed class RuleSet
{
    private RuleSet(IReadOnlyList<Rule> rules, RuleMode mode = RuleMode.Cycle)
    {
        Rules = rules;
        Mode = mode;
        Timed = [.. rules.Where(r => r.On.Contains(TimeRules.Kind, StringComparer.Ordinal))];
    }

    /// <summary>No rules.</summary>
    public static RuleSet Empty { get; } = new([]);

    /// <summary>The rules, disabled ones included, in the order in which they are looked at.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>How a run goes through them.</summary>
    public RuleMode Mode { get; }

    /// <summary>Those that the clock wakes.</summary>
    internal IReadOnlyList<Rule> Timed { get; }

    /// <summary>The same rules in another mode.</summary>
    public RuleSet In(RuleMode mode) => new(Rules, mode);

    /// <summary>Reads a JSON array of rules; the form stands in <c>docs/rules.md</c>.</summary>
    /// <param name="json">The text.</param>
    /// <param name="catalogue">The fields that conditions may name.</param>
    /// <param name="references">The names that actions may use.</param>
    /// <returns>The rules, or every fault with its JSON pointer.</returns>
    public static Parsed<RuleSet> Parse(string json, FieldCatalogue catalogue, RuleReferences references)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(references);
        return JsonSection.Read(json, section => Read(section, catalogue, references));
    }

    internal static RuleSet Read(JsonSection section, FieldCatalogue catalogue, RuleReferences references)
    {
        var rules = new List<Rule>();
        var ids = new HashSet<RuleId>();
        foreach (var item in section.Items(RuleReader.MaxRules))
        {
            if (RuleReader.Read(item, catalogue, references) is not { } rule)
            {
                continue;
            }

            if (!ids.Add(rule.Id))
            {
                item.Fault("duplicate", $"Rule '{rule.Id}' is there twice.");
            }

            rules.Add(rule);
        }

        return new RuleSet([.. rules.OrderBy(r => r.Order).ThenBy(r => r.Id.Value, StringComparer.Ordinal)]);
    }
}
