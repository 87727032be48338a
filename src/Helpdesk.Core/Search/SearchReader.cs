using System.Globalization;
using System.Text;

namespace Helpdesk.Core.Search;

/// <summary>Reads the text of a search.</summary>
internal static class SearchReader
{
    private const int MaxText = 1_000;
    private const int MaxWords = 64;
    private const int LeastPrefix = 2;

    public static Parsed<SearchQuery> Read(string text)
    {
        if (text.Length > MaxText)
        {
            return Refuse("search-too-long", string.Create(CultureInfo.InvariantCulture, $"A search has at most {MaxText} characters."));
        }

        SearchTerm[] terms = [.. Terms(text)];
        return terms switch
        {
            [] => Refuse("search-empty", "There is no word to search for."),
            _ when Array.TrueForAll(terms, t => t.IsExcluded) => Refuse("search-only-excludes", "A search needs something that is to be there."),
            _ when terms.Sum(t => t.Words.Count) > MaxWords =>
                Refuse("search-too-long", string.Create(CultureInfo.InvariantCulture, $"A search has at most {MaxWords} words.")),
            _ when Array.Find(terms, IsTooShort) is { } term => Refuse("search-prefix-too-short", $"Too much begins with '{term.Words[^1]}'."),
            _ => new Parsed<SearchQuery>(new SearchQuery(terms), []),
        };
    }

    private static IEnumerable<SearchTerm> Terms(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }

            var isExcluded = text[i] == '-';
            i += isExcluded ? 1 : 0;
            var isQuoted = i < text.Length && text[i] == '"';
            i += isQuoted ? 1 : 0;
            var start = i;
            while (i < text.Length && text[i] != '"' && (isQuoted || !char.IsWhiteSpace(text[i])))
            {
                i++;
            }

            var item = text[start..i];
            i += isQuoted ? 1 : 0;
            string[] words = [.. SearchWords.Of(item).Select(w => w.Text)];
            if (words.Length > 0)
            {
                yield return new SearchTerm(words, !isQuoted && GoesOn(item) && !IsWhole(words[^1]), isExcluded);
            }
        }
    }

    // A star behind a word, not behind a sign.
    private static bool GoesOn(string item)
    {
        _ = Rune.DecodeLastFromUtf16(item.AsSpan(0, item.Length - 1), out var last, out _);
        return item[^1] == '*' && (Rune.IsLetterOrDigit(last) || Scripts.IsMark(last));
    }

    // A character that is a word of its own does not go on.
    private static bool IsWhole(string word)
    {
        _ = Rune.DecodeFromUtf16(word, out var first, out _);
        return Scripts.IsOwnWord(first);
    }

    private static bool IsTooShort(SearchTerm term) => term.IsPrefix && term.Words[^1].EnumerateRunes().Count() < LeastPrefix;

    private static Parsed<SearchQuery> Refuse(string code, string sentence) => new(null, [new Fault(code, sentence)]);
}
