using System.Numerics;
using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Compiled;

/// <summary>
/// The compiled form of a rule set: bit sets of rules for every value that some rule mentions, so that one look at each field
/// excludes most rules at once. What it leaves is looked at in order. The same answers as the interpreter, which stays the
/// oracle. Immutable; safe from any number of threads; nothing is allocated but what the fields' values cost.
/// </summary>
internal sealed class RuleIndex
{
    private readonly IReadOnlyList<Rule> _rules;
    private readonly Dictionary<string, ulong[]> _woken;
    private readonly BitTable[] _filters;
    private readonly Lane[] _lanes;
    private readonly Residue?[] _residues;
    private readonly ScratchPool _scratches;

    internal RuleIndex(
        IReadOnlyList<Rule> rules, Dictionary<string, ulong[]> woken, BitTable[] filters, Lane[] lanes, Residue?[] residues, ScratchPool scratches)
    {
        _rules = rules;
        _woken = woken;
        _filters = filters;
        _lanes = lanes;
        _residues = residues;
        _scratches = scratches;
    }

    /// <summary>Compiles rules that stand in their order.</summary>
    public static RuleIndex Of(IReadOnlyList<Rule> rules) => RuleIndexBuilder.Build(rules);

    /// <summary>
    /// The place of the first rule from <paramref name="from"/> on that is enabled, woken, wanted and matches; -1 for none.
    /// </summary>
    public int First(IReadOnlyList<string> events, IFieldValues values, int from, Predicate<Rule>? isWanted)
    {
        var scratch = _scratches.Rent();
        try
        {
            scratch.Begin(values);
            return Narrow(scratch, events) ? Next(scratch, events, from, isWanted) : -1;
        }
        finally
        {
            _scratches.Return(scratch);
        }
    }

    /// <summary>Every rule that is enabled, woken and matches, in order.</summary>
    public IReadOnlyList<Rule> All(IReadOnlyList<string> events, IFieldValues values)
    {
        var scratch = _scratches.Rent();
        try
        {
            scratch.Begin(values);
            if (!Narrow(scratch, events))
            {
                return Array.Empty<Rule>(); // [] would be a new list
            }

            List<Rule>? found = null;
            for (var at = -1; (at = Next(scratch, events, at + 1, isWanted: null)) >= 0;)
            {
                (found ??= []).Add(_rules[at]);
            }

            return (IReadOnlyList<Rule>?)found ?? Array.Empty<Rule>();
        }
        finally
        {
            _scratches.Return(scratch);
        }
    }

    // False when no rule is left; when a field turns out odd, what is left means nothing.
    private bool Narrow(Scratch scratch, IReadOnlyList<string> events)
    {
        Span<ulong> candidates = scratch.Candidates;
        candidates.Clear();
        for (var i = 0; i < events.Count; i++)
        {
            if (_woken.TryGetValue(events[i], out var woken))
            {
                BitWords.Or(candidates, woken);
            }
        }

        foreach (var filter in _filters)
        {
            if (filter.Concerns(candidates) && (!filter.AndInto(candidates, scratch) || scratch.IsOdd))
            {
                return scratch.IsOdd;
            }
        }

        foreach (var lane in _lanes)
        {
            var isLeft = lane.Narrow(scratch);
            if (!isLeft || scratch.IsOdd)
            {
                return scratch.IsOdd;
            }
        }

        return true;
    }

    private int Next(Scratch scratch, IReadOnlyList<string> events, int from, Predicate<Rule>? isWanted)
    {
        if (!scratch.IsOdd)
        {
            var next = Walk(scratch, from, isWanted);
            if (!scratch.IsOdd)
            {
                return next;
            }
        }

        return Interpret(events, scratch.Fields, from, isWanted);
    }

    private int Walk(Scratch scratch, int from, Predicate<Rule>? isWanted)
    {
        var candidates = scratch.Candidates;
        for (var word = from >> 6; word < candidates.Length; word++)
        {
            var bits = candidates[word];
            if (word == from >> 6)
            {
                bits &= ulong.MaxValue << (from & 63);
            }

            for (; bits != 0; bits &= bits - 1)
            {
                var rule = (word << 6) + BitOperations.TrailingZeroCount(bits);
                if ((isWanted is null || isWanted(_rules[rule])) && (_residues[rule]?.Holds(scratch) ?? true))
                {
                    return rule;
                }
            }
        }

        return -1;
    }

    private int Interpret(IReadOnlyList<string> events, IFieldValues values, int from, Predicate<Rule>? isWanted)
    {
        for (var rule = from; rule < _rules.Count; rule++)
        {
            if ((isWanted is null || isWanted(_rules[rule])) && _rules[rule].Matches(events, values))
            {
                return rule;
            }
        }

        return -1;
    }
}
