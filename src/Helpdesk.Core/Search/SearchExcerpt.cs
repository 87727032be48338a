using System.Text;

namespace Helpdesk.Core.Search;

/// <summary>Cuts a piece out of a text around what was searched.</summary>
internal static class SearchExcerpt
{
    private const int MaxLength = 160;
    private const int Before = 40;
    private const int MaxPlaces = 16_000;

    public static string Of(string text, IReadOnlyList<SearchTerm> terms)
    {
        var start = StartOf(text, terms);
        var end = EndOf(text, start);
        var piece = OneLine(text.AsSpan(start, end - start));
        return (start > 0 ? "…" : "") + piece + (end < text.Length ? "…" : "");
    }

    // At the beginning of a word a little before the first term; of the text, when it has none.
    private static int StartOf(string text, IReadOnlyList<SearchTerm> terms)
    {
        var words = new List<SearchWord>();
        foreach (var word in SearchWords.Of(text).Take(MaxPlaces))
        {
            words.Add(word);
            if (terms.FirstOrDefault(t => t.StandsAt(words, words.Count - t.Words.Count, w => w.Text)) is { } found)
            {
                var from = words[words.Count - found.Words.Count].Start - Before;
                return from <= 0 ? 0 : words.First(w => w.Start >= from).Start;
            }
        }

        return 0;
    }

    // At the end of a word, if there is one.
    private static int EndOf(string text, int start)
    {
        var most = start + MaxLength;
        if (most >= text.Length)
        {
            return text.Length;
        }

        var last = SearchWords.Of(text[start..most]).Select(w => w.End).LastOrDefault(e => e < MaxLength);
        if (last > 0)
        {
            return start + last;
        }

        return char.IsLowSurrogate(text[most]) && char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
    }

    // Runs of what is not seen become one blank.
    private static string OneLine(ReadOnlySpan<char> piece)
    {
        var line = new StringBuilder(piece.Length);
        foreach (var c in piece.EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(c) && !Rune.IsControl(c))
            {
                line.Append(c.ToString());
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd(' ');
    }
}
