namespace Helpdesk.Core.Rules.Compiled;

/// <summary>Collects keywords as a trie and makes the automaton of them.</summary>
internal sealed class KeywordTrie(KeywordAlphabet alphabet)
{
    private readonly List<int[]> _next = [New(alphabet)];
    private readonly List<(int Length, int Text, int Word)> _ends = [(0, -1, -1)];

    public void Add(string folded, bool isWord, int id)
    {
        var state = 0;
        foreach (var unit in folded)
        {
            ref var to = ref _next[state][alphabet.SymbolOf(unit)];
            if (to < 0)
            {
                to = _next.Count;
                _next.Add(New(alphabet));
                _ends.Add((0, -1, -1));
            }

            state = to;
        }

        var (_, text, word) = _ends[state];
        _ends[state] = isWord ? (folded.Length, text, id) : (folded.Length, id, word);
    }

    public KeywordAutomaton Build()
    {
        var shorter = Complete();
        var place = new int[_next.Count];
        var firstEnd = 0;
        for (var state = 0; state < place.Length; state++)
        {
            firstEnd += Ends(state, shorter) ? 0 : 1;
        }

        var (plain, ending) = (0, firstEnd);
        for (var state = 0; state < place.Length; state++)
        {
            place[state] = Ends(state, shorter) ? ending++ : plain++;
        }

        var table = new int[_next.Count * alphabet.Size];
        var ends = new KeywordEnd[_next.Count - firstEnd];
        for (var state = 0; state < place.Length; state++)
        {
            for (var symbol = 0; symbol < alphabet.Size; symbol++)
            {
                table[(place[state] * alphabet.Size) + symbol] = place[_next[state][symbol]] * alphabet.Size;
            }

            if (Ends(state, shorter))
            {
                var (length, text, word) = _ends[state];
                ends[place[state] - firstEnd] = new KeywordEnd(length, text, word, shorter[state] < 0 ? -1 : place[shorter[state]] - firstEnd);
            }
        }

        return new KeywordAutomaton(alphabet, table, firstEnd, ends);
    }

    private static int[] New(KeywordAlphabet alphabet)
    {
        var next = new int[alphabet.Size];
        next.AsSpan().Fill(-1);
        return next;
    }

    private bool IsEnd(int state) => _ends[state].Length > 0;

    private bool Ends(int state, int[] shorter) => IsEnd(state) || shorter[state] >= 0;

    // Breadth first: the failure state of a state is shallower, so its row is complete when it is copied from.
    private int[] Complete()
    {
        var (failure, shorter) = (new int[_next.Count], new int[_next.Count]);
        shorter[0] = -1;
        var (queue, queued) = (new int[_next.Count], 1);
        for (var at = 0; at < queued; at++)
        {
            var state = queue[at];
            var (row, fallback) = (_next[state], _next[failure[state]]);
            for (var symbol = 0; symbol < row.Length; symbol++)
            {
                if (row[symbol] < 0)
                {
                    row[symbol] = state == 0 ? 0 : fallback[symbol];
                    continue;
                }

                var to = row[symbol];
                var back = failure[to] = state == 0 ? 0 : fallback[symbol];
                shorter[to] = IsEnd(back) ? back : shorter[back];
                queue[queued++] = to;
            }
        }

        return shorter;
    }
}
