using Helpdesk.Core.Conditions;
using Helpdesk.Core.Rules.Compiled;

namespace Helpdesk.Core.Rules;

/// <summary>The rules of a host in their total order: order, then id. Immutable; safe from any number of threads.</summary>
public sealed class RuleSet
{
    // Below so many rules looking at each costs no more than asking the index.
    private const int Few = 32;

    private RuleSet(IReadOnlyList<Rule> rules, RuleMode mode = RuleMode.Cycle)
    {
        Rules = rules;
        Mode = mode;
        Timed = [.. rules.Where(r => r.On.Contains(TimeRules.Kind, StringComparer.Ordinal))];
        Index = rules.Count < Few ? null : RuleIndex.Of(rules);
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

    /// <summary>The compiled form; null for few rules, which are interpreted.</summary>
    internal RuleIndex? Index { get; }

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

    /// <summary>
    /// The first rule in order that is enabled, woken by one of the events, and whose condition holds. Allocates nothing but what
    /// <paramref name="values"/> and conditions outside the index do.
    /// </summary>
    /// <param name="events">Names of <see cref="Tickets.TicketEventKind"/>; others wake nothing.</param>
    /// <param name="values">The fields at the moment of the evaluation.</param>
    /// <returns>The rule, or null when none matches.</returns>
    public Rule? FirstMatch(IReadOnlyList<string> events, IFieldValues values)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(values);
        if (Index is not null)
        {
            var first = Index.First(events, values, from: 0, except: []);
            return first < 0 ? null : Rules[first];
        }

        foreach (var rule in Rules)
        {
            if (rule.Matches(events, values))
            {
                return rule;
            }
        }

        return null;
    }

    /// <summary>All rules that are enabled, woken by one of the events, and whose condition holds, in order.</summary>
    /// <param name="events">Names of <see cref="Tickets.TicketEventKind"/>; others wake nothing.</param>
    /// <param name="values">The fields at the moment of the evaluation.</param>
    public IReadOnlyList<Rule> Matches(IReadOnlyList<string> events, IFieldValues values)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(values);
        return Index is null ? Interpreted(events, values) : Index.All(events, values);
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

    // Apart, because a closure is made where its method begins.
    private Rule[] Interpreted(IReadOnlyList<string> events, IFieldValues values) => [.. Rules.Where(r => r.Matches(events, values))];
}
