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
        SearchWord[] words = [.. SearchWords.Of(text).Take(MaxPlaces)];
        var found = Enumerable.Range(0, words.Length).FirstOrDefault(i => terms.Any(t => t.StandsAt(words, i, w => w.Text)));
        var start = 0;
        if (found > 0)
        {
            var from = words[found].Start - Before;
            start = from <= 0 ? 0 : words.First(w => w.Start >= from).Start;
        }

        var end = EndOf(text, words, start);
        var piece = OneLine(text.AsSpan(start, end - start));
        return (start > 0 ? "…" : "") + piece + (end < text.Length ? "…" : "");
    }

    // At the end of a word, if there is one.
    private static int EndOf(string text, SearchWord[] words, int start)
    {
        var most = start + MaxLength;
        if (most >= text.Length)
        {
            return text.Length;
        }

        var last = words.Where(w => w.Start >= start && w.End <= most).Select(w => w.End).DefaultIfEmpty(0).Max();
        if (last > start)
        {
            return last;
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
