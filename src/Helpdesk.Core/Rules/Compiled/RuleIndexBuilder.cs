namespace Helpdesk.Core.Rules.Compiled;

/// <summary>Compiles rules: each condition becomes clauses, and each clause finds the place where it is answered best.</summary>
internal sealed class RuleIndexBuilder
{
    // Beyond, the clauses of a rule are left to the residue.
    private const int MaxLanes = 4;

    private readonly IReadOnlyList<Rule> _rules;
    private readonly int _words;
    private readonly TokenSources _sources = new();
    private readonly Dictionary<string, ulong[]> _woken = new(StringComparer.Ordinal);
    private readonly Dictionary<TokenSource, BitTable.Builder> _filters = [];
    private readonly Dictionary<TokenSource, int> _weights = [];
    private readonly SortedDictionary<(bool HasKeywords, int Number), Lane.Builder> _lanes = [];
    private readonly Residue?[] _residues;

    private RuleIndexBuilder(IReadOnlyList<Rule> rules)
    {
        _rules = rules;
        _words = BitWords.Count(rules.Count);
        _residues = new Residue?[rules.Count];
    }

    public static RuleIndex Build(IReadOnlyList<Rule> rules)
    {
        var builder = new RuleIndexBuilder(rules);
        var normaliser = new Normaliser(builder._sources);
        Formula[] formulas = [.. rules.Select(r => r.IsEnabled ? normaliser.Of(r.When) : Formula.False)];
        builder._sources.Freeze();
        for (var rule = 0; rule < formulas.Length; rule++)
        {
            if (formulas[rule] is not Formula.Any { Parts.Count: 0 })
            {
                builder.Add(rule, formulas[rule]);
            }
        }

        return builder.Build();
    }

    private RuleIndex Build()
    {
        var (words, slots, sources) = (_words, _sources.Slots, _sources.All);
        return new RuleIndex(
            _rules,
            _woken,
            [.. _filters.OrderBy(f => f.Key.Kind).ThenByDescending(f => _weights[f.Key]).Select(f => f.Value.Build())],
            [.. _lanes.Values.Select(l => l.Build())],
            _residues,
            new ScratchPool(() => new Scratch(words, slots, sources)));
    }

    private void Add(int rule, Formula formula)
    {
        foreach (var name in _rules[rule].On)
        {
            if (!_woken.TryGetValue(name, out var woken))
            {
                woken = new ulong[_words];
                _woken.Add(name, woken);
            }

            BitWords.Set(woken, rule);
        }

        var (indexed, left) = Split(formula);
        foreach (var field in indexed.Where(IsFilter).GroupBy(c => _sources.Of(c[0])!))
        {
            AddFilter(rule, field.Key, field);
        }

        foreach (var bank in indexed.Where(c => !IsFilter(c)).GroupBy(c => c.Any(l => l.Kind == LiteralKind.Keyword)))
        {
            var number = 0;
            foreach (var clause in bank)
            {
                if (number < MaxLanes)
                {
                    LaneOf(bank.Key, number++).Add(rule, clause, _sources);
                }
                else
                {
                    left.Add(new Formula.Any([.. clause.Select(l => new Formula.Leaf(l))]));
                }
            }
        }

        _residues[rule] = left.Count == 0 ? null : Residue.Of(left.Count == 1 ? left[0] : new Formula.All(left), _sources);
    }

    // Clauses that the index answers, and what it does not: clauses with something unknown in them, and whole parts whose
    // clauses would be too many.
    private static (List<Literal[]> Indexed, List<Formula> Left) Split(Formula formula)
    {
        var (indexed, left) = (new List<Literal[]>(), new List<Formula>());
        foreach (var part in formula is Formula.All all ? all.Parts : [formula])
        {
            var clauses = Clauses.Of(part);
            if (!clauses.IsExact)
            {
                left.Add(part);
            }

            foreach (var clause in clauses.All)
            {
                if (IsFilter(clause) || clause.All(IsLaneLiteral))
                {
                    indexed.Add(clause);
                }
                else if (clauses.IsExact)
                {
                    left.Add(new Formula.Any([.. clause.Select(l => new Formula.Leaf(l))]));
                }
            }
        }

        return (indexed, left);
    }

    // Answered by one token: cells of one field, or a member that must not be there.
    private static bool IsFilter(Literal[] clause) =>
        clause.All(l => l.Kind == LiteralKind.Cell && string.Equals(l.Comparison.Field.Name, clause[0].Comparison.Field.Name, StringComparison.Ordinal))
        || clause is [{ Kind: LiteralKind.Member, IsPositive: false }];

    private static bool IsLaneLiteral(Literal literal) => literal switch
    {
        { Kind: LiteralKind.Cell } => true,
        { Kind: LiteralKind.Member or LiteralKind.Keyword, IsPositive: true } => true,
        _ => false,
    };

    private void AddFilter(int rule, TokenSource source, IEnumerable<Literal[]> clauses)
    {
        if (!_filters.TryGetValue(source, out var filter))
        {
            filter = new BitTable.Builder(source, _words, others: true);
            _filters.Add(source, filter);
        }

        _weights[source] = _weights.GetValueOrDefault(source) + 1;
        filter.Add(rule, Marks.All(source, clauses));
    }

    private Lane.Builder LaneOf(bool hasKeywords, int number)
    {
        if (!_lanes.TryGetValue((hasKeywords, number), out var lane))
        {
            lane = new Lane.Builder(_words);
            _lanes.Add((hasKeywords, number), lane);
        }

        return lane;
    }
}
