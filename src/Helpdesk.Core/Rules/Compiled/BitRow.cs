namespace Helpdesk.Core.Rules.Compiled;

/// <summary>
/// One set of rules of a <see cref="BitTable"/>: all its words, or, where few differ, those beside the words that rows share.
/// Immutable; safe from any number of threads.
/// </summary>
internal sealed class BitRow
{
    // Below so many words a row of its own costs little and is the fastest.
    private const int Few = 32;

    private readonly ulong[] _words;
    private readonly int[] _places;
    private readonly ulong[] _others;

    private BitRow(ulong[] words, int[] places, ulong[] others)
    {
        _words = words;
        _places = places;
        _others = others;
    }

    /// <summary>A row that differs from the common one in the given rules, which ascend.</summary>
    public static BitRow Differing(ulong[] common, IReadOnlyList<int> flipped)
    {
        if (flipped.Count == 0)
        {
            return new BitRow(common, [], []);
        }

        var words = (ulong[])common.Clone();
        foreach (var rule in flipped)
        {
            BitWords.Flip(words, rule);
        }

        if (common.Length < Few)
        {
            return new BitRow(words, [], []);
        }

        int[] places = [.. flipped.Select(rule => rule >> 6).Distinct()];
        return places.Length > common.Length / 8 ? new BitRow(words, [], []) : new BitRow(common, places, [.. places.Select(p => words[p])]);
    }

    /// <summary>target &amp;= this; false when nothing is left, true when something may be.</summary>
    public bool AndInto(Span<ulong> target)
    {
        if (_places.Length == 0)
        {
            return BitWords.And(target, _words);
        }

        Span<ulong> kept = stackalloc ulong[_places.Length];
        var some = 0UL;
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = target[_places[i]] & _others[i];
            some |= kept[i];
        }

        var left = BitWords.And(target, _words);
        for (var i = 0; i < kept.Length; i++)
        {
            target[_places[i]] = kept[i];
        }

        return left || some != 0;
    }

    /// <summary>target |= this.</summary>
    public void OrInto(Span<ulong> target)
    {
        if (_places.Length == 0)
        {
            BitWords.Or(target, _words);
            return;
        }

        Span<ulong> kept = stackalloc ulong[_places.Length];
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = target[_places[i]] | _others[i];
        }

        BitWords.Or(target, _words);
        for (var i = 0; i < kept.Length; i++)
        {
            target[_places[i]] = kept[i];
        }
    }
}
