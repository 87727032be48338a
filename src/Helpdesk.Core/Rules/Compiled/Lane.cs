namespace Helpdesk.Core.Rules.Compiled;

/// <summary>
/// At most one clause of each rule whose literals lie on several fields or on members of sets: the rules of which some literal
/// holds are put together, and the rules without a clause here are in from the start. Immutable.
/// </summary>
internal sealed class Lane(ulong[] silent, ulong[] mentions, BitTable[] parts)
{
    /// <summary>Excludes the rules whose clause fails; false when nothing is left.</summary>
    public bool Narrow(Scratch scratch)
    {
        Span<ulong> candidates = scratch.Candidates;
        if (!BitWords.Meet(candidates, mentions))
        {
            return true;
        }

        Span<ulong> group = scratch.Group;
        silent.CopyTo(group);
        foreach (var part in parts)
        {
            if (part.Concerns(candidates))
            {
                part.OrInto(group, scratch);
            }
        }

        return BitWords.And(candidates, group);
    }

    internal sealed class Builder(int words)
    {
        private readonly Dictionary<TokenSource, BitTable.Builder> _parts = [];
        private readonly ulong[] _mentions = new ulong[words];

        public void Add(int rule, Literal[] clause)
        {
            BitWords.Set(_mentions, rule);
            for (var i = 0; i < clause.Length; i++)
            {
                var source = clause[i].Source!;
                if (Array.FindIndex(clause, l => l.Source == source) < i)
                {
                    continue;
                }

                if (!_parts.TryGetValue(source, out var table))
                {
                    table = new BitTable.Builder(source, words, others: false);
                    _parts.Add(source, table);
                }

                table.Add(rule, Marks.Any(source, clause));
            }
        }

        public Lane Build()
        {
            var silent = new ulong[_mentions.Length];
            silent.AsSpan().Fill(ulong.MaxValue);
            BitWords.Remove(silent, _mentions);
            return new Lane(silent, _mentions, [.. _parts.OrderBy(p => p.Key.Kind).Select(p => p.Value.Build())]);
        }
    }
}
