using Helpdesk.Core.Conditions;
using Helpdesk.Core.Rules.Analysis;
using Helpdesk.Core.Rules.Compiled;

namespace Helpdesk.Core.Rules;

/// <summary>The rules of a host in their total order: order, then id. Immutable; safe from any number of threads.</summary>
public sealed class RuleSet
{
    // Below so many rules looking at each costs no more than asking the index.
    private const int Few = 32;

    private readonly RuleIndex? _index;

    private RuleSet(IReadOnlyList<Rule> rules)
    {
        Rules = rules;
        Timed = [.. rules.Where(r => r.On.Contains(TimeRules.Kind, StringComparer.Ordinal))];
        _index = rules.Count < Few ? null : RuleIndex.Of(rules);
    }

    private RuleSet(RuleSet set, RuleMode mode) => (Rules, Timed, _index, Mode) = (set.Rules, set.Timed, set._index, mode);

    /// <summary>No rules.</summary>
    public static RuleSet Empty { get; } = new([]);

    /// <summary>The rules, disabled ones included, in the order in which they are looked at.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>How a run goes through them.</summary>
    public RuleMode Mode { get; }

    /// <summary>Those that the clock wakes.</summary>
    internal IReadOnlyList<Rule> Timed { get; }

    /// <summary>The same rules in another mode.</summary>
    public RuleSet In(RuleMode mode) => new(this, mode);

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
    /// What deserves a look before the set goes live: names that are not there, conditions that never hold, rules that never fire, do the same
    /// or contradict one another; the codes stand in <c>docs/rules.md</c>. Rules that are switched off count as absent. The time is bounded
    /// however large the set is; what is left out for that is said.
    /// </summary>
    /// <param name="catalogue">The fields that there are.</param>
    /// <param name="references">The names that there are.</param>
    /// <returns>By severity, code and first rule; the same for the same rules in whatever order they were written down.</returns>
    public IReadOnlyList<RuleFinding> Analyze(FieldCatalogue catalogue, RuleReferences references)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(references);
        return RuleAnalysis.Of(this, catalogue, references);
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
        var place = First(events, values, from: 0, isWanted: null);
        return place < 0 ? null : Rules[place];
    }

    /// <summary>All rules that are enabled, woken by one of the events, and whose condition holds, in order.</summary>
    /// <param name="events">Names of <see cref="Tickets.TicketEventKind"/>; others wake nothing.</param>
    /// <param name="values">The fields at the moment of the evaluation.</param>
    public IReadOnlyList<Rule> Matches(IReadOnlyList<string> events, IFieldValues values)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(values);
        return _index is null ? Interpreted(events, values) : _index.All(events, values);
    }

    /// <summary>
    /// The place of the first rule from a place on that is enabled, woken by one of the events, wanted, and whose condition holds;
    /// -1 for none.
    /// </summary>
    internal int First(IReadOnlyList<string> events, IFieldValues values, int from, Predicate<Rule>? isWanted)
    {
        if (_index is not null)
        {
            return _index.First(events, values, from, isWanted);
        }

        for (var place = from; place < Rules.Count; place++)
        {
            if ((isWanted is null || isWanted(Rules[place])) && Rules[place].Matches(events, values))
            {
                return place;
            }
        }

        return -1;
    }

    internal static RuleSet Read(JsonSection section, FieldCatalogue catalogue, RuleReferences references)
    {
        var rules = new List<Rule>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in section.Items(RuleReader.MaxRules))
        {
            if (RuleReader.Read(item, catalogue, references) is not { } rule)
            {
                continue;
            }

            if (!ids.Add(rule.Id.Value))
            {
                item.Fault("duplicate", $"Rule '{rule.Id}' is there twice.");
            }

            rules.Add(rule);
        }

        rules.Sort((a, b) => a.Order != b.Order ? a.Order.CompareTo(b.Order) : string.CompareOrdinal(a.Id.Value, b.Id.Value));
        return new RuleSet([.. rules]);
    }

    // Apart, because a closure is made where its method begins.
    private Rule[] Interpreted(IReadOnlyList<string> events, IFieldValues values) => [.. Rules.Where(r => r.Matches(events, values))];
}
