namespace Helpdesk.Core.Rules.Compiled;

/// <summary>The distinct keywords of one automaton, folded, while rules are compiled. A word and the same text count apart.</summary>
internal sealed class KeywordCollection
{
    // Entries of the table: 4 bytes each, so 16 MB at most. What does not fit is left to the interpreter.
    private const long MaxEntries = 4 << 20;

    private readonly Dictionary<(string Folded, bool IsWord), int> _ids = [];
    private readonly HashSet<char> _alphabet = [];
    private long _length = 1;

    public int Count => _ids.Count;

    /// <summary>The distinct folded characters.</summary>
    public IReadOnlyCollection<char> Alphabet => _alphabet;

    /// <summary>All keywords; the id of one is its place.</summary>
    public IEnumerable<(string Folded, bool IsWord)> All => _ids.Keys;

    /// <summary>
    /// Adds keywords; false, and none is added, when the table would become too large or a keyword has surrogates, which
    /// <see cref="CaseFold"/> does not fold.
    /// </summary>
    public bool TryAdd(IEnumerable<string> keywords, bool isWord)
    {
        string[] folded = [.. keywords.Select(CaseFold.Of)];
        HashSet<char> letters = [.. folded.SelectMany(k => k)];
        letters.UnionWith(_alphabet);
        var length = _length + folded.Sum(k => (long)k.Length);
        if (length * (letters.Count + 1) > MaxEntries || letters.Any(char.IsSurrogate))
        {
            return false;
        }

        _length = length;
        _alphabet.UnionWith(letters);
        foreach (var keyword in folded)
        {
            _ids.TryAdd((keyword, isWord), _ids.Count);
        }

        return true;
    }

    public int IdOf(string keyword, bool isWord) => _ids[(CaseFold.Of(keyword), isWord)];
}
