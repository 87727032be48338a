namespace Helpdesk.Core.Rules.Compiled;

/// <summary>The distinct keywords of one automaton, folded, while rules are compiled. A word and the same text count apart.</summary>
internal sealed class KeywordCollection
{
    // Entries of the table: 4 bytes each, so 16 MB at most. What does not fit is left to the interpreter.
    private const long MaxEntries = 4 << 20;

    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly ulong[] _alphabet = new ulong[(char.MaxValue + 1) / 64];
    private int _letters;
    private long _length = 1;

    public int Count => _texts.Count + _words.Count;

    /// <summary>The ids of the keywords that are looked for anywhere, or as words.</summary>
    public IReadOnlyDictionary<string, int> Ids(bool isWord) => isWord ? _words : _texts;

    /// <summary>
    /// Adds keywords; false, and none is added, when the table would become too large or a keyword has surrogates, which
    /// <see cref="CaseFold"/> does not fold.
    /// </summary>
    public bool TryAdd(IReadOnlyList<string> keywords, bool isWord)
    {
        var (length, fresh) = (_length, new List<char>());
        string[] folded = [.. keywords.Select(CaseFold.Of)];
        foreach (var keyword in folded)
        {
            length += keyword.Length;
            foreach (var unit in keyword)
            {
                if (!BitWords.Has(_alphabet, unit))
                {
                    BitWords.Set(_alphabet, unit);
                    fresh.Add(unit);
                }
            }
        }

        if (length * (_letters + fresh.Count + 1) > MaxEntries || fresh.Exists(char.IsSurrogate))
        {
            fresh.ForEach(unit => BitWords.Clear(_alphabet, unit));
            return false;
        }

        (_length, _letters) = (length, _letters + fresh.Count);
        foreach (var keyword in folded)
        {
            (isWord ? _words : _texts).TryAdd(keyword, Count);
        }

        return true;
    }

    public int IdOf(string keyword, bool isWord) => Ids(isWord)[CaseFold.Of(keyword)];

    /// <summary>The distinct folded characters.</summary>
    public KeywordAlphabet Alphabet() => new(_alphabet, _letters);
}
