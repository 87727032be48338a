namespace Helpdesk.Core.Rules.Compiled;

/// <summary>A set of rules for each token of a <see cref="TokenSource"/>. Immutable; safe from any number of threads.</summary>
internal sealed class BitTable
{
    private readonly BitRow[] _rows;
    private readonly ulong[] _mentions;

    private BitTable(TokenSource source, BitRow[] rows, ulong[] mentions)
    {
        Source = source;
        _rows = rows;
        _mentions = mentions;
    }

    public TokenSource Source { get; }

    /// <summary>Whether some of these rules have a word about this field.</summary>
    public bool Concerns(ReadOnlySpan<ulong> rules) => BitWords.Meet(rules, _mentions);

    /// <summary>target &amp;= the rows of the field's tokens; false when nothing is left. Nothing is done when the field is odd.</summary>
    public bool AndInto(Span<ulong> target, Scratch scratch)
    {
        if (Source is CellSource cells)
        {
            var cell = scratch.Cell(cells);
            return cell < 0 || _rows[cell].AndInto(target);
        }

        var isLeft = true;
        foreach (var token in scratch.Tokens(Source).All)
        {
            isLeft = isLeft && _rows[token].AndInto(target);
        }

        return isLeft;
    }

    /// <summary>target |= the rows of the field's tokens. Nothing is done when the field is odd.</summary>
    public void OrInto(Span<ulong> target, Scratch scratch)
    {
        if (Source is CellSource cells)
        {
            var cell = scratch.Cell(cells);
            if (cell >= 0)
            {
                _rows[cell].OrInto(target);
            }

            return;
        }

        foreach (var token in scratch.Tokens(Source).All)
        {
            _rows[token].OrInto(target);
        }
    }

    /// <summary>Collects what each rule says about the tokens; rules come in ascending order.</summary>
    internal sealed class Builder(TokenSource source, int words, bool others)
    {
        private readonly List<int>[] _flipped = [.. Enumerable.Range(0, source.Tokens).Select(_ => new List<int>(0))];
        private readonly ulong[] _common = Full(words, others);
        private readonly ulong[] _mentions = new ulong[words];

        public TokenSource Source { get; } = source;

        /// <summary>How many rules have a word about the field.</summary>
        public int Rules { get; private set; }

        /// <summary>What a rule has at each token; rules that say nothing have <c>others</c> everywhere.</summary>
        public void Add(int rule, ReadOnlySpan<bool> at)
        {
            BitWords.Set(_mentions, rule);
            Rules++;
            if (at.Count(true) * 2 > at.Length != BitWords.Has(_common, rule))
            {
                BitWords.Flip(_common, rule);
            }

            var common = BitWords.Has(_common, rule);
            for (var token = at.IndexOf(!common); token >= 0;)
            {
                _flipped[token].Add(rule);
                var next = at[(token + 1)..].IndexOf(!common);
                token = next < 0 ? -1 : token + 1 + next;
            }
        }

        public BitTable Build() => new(Source, [.. _flipped.Select(f => BitRow.Differing(_common, f))], _mentions);

        private static ulong[] Full(int words, bool value)
        {
            var full = new ulong[words];
            full.AsSpan().Fill(value ? ulong.MaxValue : 0);
            return full;
        }
    }
}
