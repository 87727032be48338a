namespace Helpdesk.Core.Rules.Analysis;

/// <summary>Gathers findings: so many of a code and severity, the rest as one finding that says so.</summary>
internal sealed class RuleFindings
{
    /// <summary>More than that of one kind nobody reads; a hostile set has millions.</summary>
    public const int Most = 100;

    private readonly List<RuleFinding> _found = [];
    private readonly Dictionary<(string Code, RuleFindingSeverity Severity), int> _counts = [];
    private readonly SortedSet<string> _cut = new(StringComparer.Ordinal);

    /// <summary>Adds one, if there is room.</summary>
    /// <returns>Whether there was.</returns>
    public bool Add(string code, RuleFindingSeverity severity, string sentence, params IEnumerable<RulePlace> places)
    {
        var count = _counts[(code, severity)] = _counts.GetValueOrDefault((code, severity)) + 1;
        if (count > Most)
        {
            Cut(code);
            return false;
        }

        _found.Add(new RuleFinding(code, severity, sentence, [.. places]));
        return true;
    }

    /// <summary>Notes that not everything was looked at or listed.</summary>
    public void Cut(string code) => _cut.Add(code);

    /// <summary>All of them: by severity, code and first rule.</summary>
    /// <param name="rank">The places of the rules in their order.</param>
    public IReadOnlyList<RuleFinding> InOrder(IReadOnlyDictionary<RuleId, int> rank)
    {
        var cut = _cut.Select(code => new RuleFinding(
            "incomplete", RuleFindingSeverity.Note, $"The set is too large to list everything of the code '{code}': there may be more.", []));
        return
        [
            .. _found.Concat(cut)
                .OrderBy(f => f.Severity)
                .ThenBy(f => f.Code, StringComparer.Ordinal)
                .ThenBy(f => f.Places.Count == 0 ? -1 : rank[f.Places[0].Rule])
                .ThenBy(f => f.Places.Count == 0 ? "" : f.Places[0].Inside, StringComparer.Ordinal)
                .ThenBy(f => f.Sentence, StringComparer.Ordinal),
        ];
    }
}
