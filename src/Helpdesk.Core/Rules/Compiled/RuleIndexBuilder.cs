namespace Helpdesk.Core.Rules.Compiled;

/// <summary>Compiles rules: each condition becomes clauses, and each clause finds the place where it is answered best.</summary>
internal sealed class RuleIndexBuilder
{
    // Beyond, the clauses of a rule are left to the residue.
    private const int MaxLanes = 4;

    private readonly IReadOnlyList<Rule> _rules;
    private readonly int _words;
    private readonly TokenSources _sources;
    private readonly Dictionary<string, ulong[]> _woken = new(StringComparer.Ordinal);
    private readonly BitTable.Builder?[] _filters;
    private readonly List<Lane.Builder> _plainLanes = [];
    private readonly List<Lane.Builder> _keywordLanes = [];
    private readonly Residue?[] _residues;

    // The sources have taken everything in.
    private RuleIndexBuilder(IReadOnlyList<Rule> rules, TokenSources sources)
    {
        _rules = rules;
        _words = BitWords.Count(rules.Count);
        _sources = sources;
        _filters = new BitTable.Builder?[sources.All.Count];
        _residues = new Residue?[rules.Count];
    }

    public static RuleIndex Build(IReadOnlyList<Rule> rules)
    {
        var sources = new TokenSources();
        var normaliser = new Normaliser(sources);
        Formula[] formulas = [.. rules.Select(r => r.IsEnabled ? normaliser.Of(r.When) : Formula.False)];
        sources.Freeze();
        var builder = new RuleIndexBuilder(rules, sources);
        for (var rule = 0; rule < formulas.Length; rule++)
        {
            if (formulas[rule] is not Formula.Any { Parts.Count: 0 })
            {
                builder.Add(rule, formulas[rule]);
            }
        }

        return builder.Build();
    }

    // What is cheap to read comes first, and of that what most rules look at.
    private RuleIndex Build()
    {
        var (words, slots, sources) = (_words, _sources.Slots, _sources.All);
        return new RuleIndex(
            _rules,
            _woken,
            [.. _filters.OfType<BitTable.Builder>().OrderBy(f => (int)f.Source.Kind).ThenByDescending(f => f.Rules).Select(f => f.Build())],
            [.. _plainLanes.Concat(_keywordLanes).Select(l => l.Build())],
            _residues,
            new ScratchPool(() => new Scratch(words, slots, sources)));
    }

    private void Add(int rule, Formula formula)
    {
        Wake(rule);
        var (indexed, left) = Split(formula);
        AddFilters(rule, indexed);
        var (plain, keywords) = (0, 0);
        foreach (var clause in indexed)
        {
            if (IsFilter(clause))
            {
                continue;
            }

            var hasKeywords = Array.Exists(clause, l => l.Kind == LiteralKind.Keyword);
            var number = hasKeywords ? keywords++ : plain++;
            if (number < MaxLanes)
            {
                LaneOf(hasKeywords ? _keywordLanes : _plainLanes, number).Add(rule, clause);
            }
            else
            {
                left.Add(AnyOf(clause));
            }
        }

        _residues[rule] = left.Count == 0 ? null : Residue.Of(left.Count == 1 ? left[0] : new Formula.All(left));
    }

    private void Wake(int rule)
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
    }

    // All clauses of a rule about one field become one word about each of its tokens.
    private void AddFilters(int rule, List<Literal[]> clauses)
    {
        for (var i = 0; i < clauses.Count; i++)
        {
            var source = clauses[i][0].Source;
            if (source is null || !IsFilter(clauses[i]) || IsKnown(clauses, i))
            {
                continue;
            }

            var every = Marks.Any(source, clauses[i]);
            for (var j = i + 1; j < clauses.Count; j++)
            {
                if (clauses[j][0].Source == source && IsFilter(clauses[j]))
                {
                    Marks.AndInto(every, Marks.Any(source, clauses[j]));
                }
            }

            (_filters[source.Index] ??= new BitTable.Builder(source, _words, others: true)).Add(rule, every);
        }
    }

    // Whether a filter on the same field stands earlier.
    private static bool IsKnown(List<Literal[]> clauses, int at)
    {
        for (var i = 0; i < at; i++)
        {
            if (clauses[i][0].Source == clauses[at][0].Source && IsFilter(clauses[i]))
            {
                return true;
            }
        }

        return false;
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
                if (IsFilter(clause) || Array.TrueForAll(clause, IsLaneLiteral))
                {
                    indexed.Add(clause);
                }
                else if (clauses.IsExact)
                {
                    left.Add(AnyOf(clause));
                }
            }
        }

        return (indexed, left);
    }

    // Answered by one token: cells of one field, or a member that must not be there.
    private static bool IsFilter(Literal[] clause) =>
        Array.TrueForAll(clause, l => l.Kind == LiteralKind.Cell && l.Source == clause[0].Source)
        || clause is [{ Kind: LiteralKind.Member, IsPositive: false }];

    private static bool IsLaneLiteral(Literal literal) => literal switch
    {
        { Kind: LiteralKind.Cell } => true,
        { Kind: LiteralKind.Member or LiteralKind.Keyword, IsPositive: true } => true,
        _ => false,
    };

    private static Formula.Any AnyOf(Literal[] clause) => new([.. clause.Select(l => new Formula.Leaf(l))]);

    private Lane.Builder LaneOf(List<Lane.Builder> lanes, int number)
    {
        if (number == lanes.Count)
        {
            lanes.Add(new Lane.Builder(_words));
        }

        return lanes[number];
    }
}
