using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Rules.Compiled;

/// <summary>
/// Finds all keywords in one pass over a text, without regard to case: the automaton of Aho and Corasick (Efficient string
/// matching, CACM 18:6, 1975) with its failure function worked into one dense table. States that end a keyword come last, so
/// that one comparison a character tells whether there is something to report. Immutable; safe from any number of threads.
/// </summary>
internal sealed class KeywordAutomaton
{
    private readonly KeywordAlphabet _alphabet;
    private readonly int[] _next;
    private readonly int _firstEnd;
    private readonly KeywordEnd[] _ends;

    /// <summary>Made by <see cref="KeywordTrie"/>: targets are multiplied by the size of the alphabet.</summary>
    internal KeywordAutomaton(KeywordAlphabet alphabet, int[] next, int firstEnd, KeywordEnd[] ends)
    {
        _alphabet = alphabet;
        _next = next;
        _firstEnd = firstEnd * alphabet.Size;
        _ends = ends;
    }

    public static KeywordAutomaton Of(KeywordCollection keywords)
    {
        var trie = new KeywordTrie(keywords.Alphabet());
        foreach (var isWord in (ReadOnlySpan<bool>)[false, true])
        {
            foreach (var (folded, id) in keywords.Ids(isWord))
            {
                trie.Add(folded, isWord, id);
            }
        }

        return trie.Build();
    }

    /// <summary>Adds the ids of the keywords that the text contains. The text is in the form in which texts are compared.</summary>
    public void Find(ReadOnlySpan<char> text, TokenSet found)
    {
        var next = _next;
        var ascii = _alphabet.Ascii;
        var state = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            state = next[state + (unit < ascii.Length ? ascii[unit] : _alphabet.SymbolOf(CaseFold.Of(unit)))];
            if (state >= _firstEnd)
            {
                Report(text, i + 1, (state - _firstEnd) / _alphabet.Size, found);
            }
        }
    }

    private void Report(ReadOnlySpan<char> text, int end, int at, TokenSet found)
    {
        do
        {
            var ending = _ends[at];
            if (ending.Text >= 0)
            {
                found.Add(ending.Text);
            }

            if (ending.Word >= 0 && !found.Has(ending.Word) && IsWord(text, end - ending.Length, end))
            {
                found.Add(ending.Word);
            }

            at = ending.Shorter;
        }
        while (at >= 0);
    }

    private static bool IsWord(ReadOnlySpan<char> text, int start, int end) =>
        WordEdge.IsBefore(text, start) && WordEdge.IsAfter(text, end);
}
