using System.Globalization;

namespace Helpdesk.Core.Spam.Features;

/// <summary>Words and neighbouring pairs of words; pairs of characters for scripts that write without blanks.</summary>
internal static class WordScanner
{
    private const int MaxWord = 24;

    /// <param name="text">Cleaned text.</param>
    /// <param name="word">The kind of a word.</param>
    /// <param name="pair">The kind of a pair; null for none.</param>
    /// <param name="sink">Where they go.</param>
    public static void Read(ReadOnlySpan<char> text, FeatureKind word, FeatureKind? pair, FeatureSink sink)
    {
        var classes = CharClass.All;
        ReadOnlySpan<char> previous = default;
        var previousHash = 0UL;
        var at = 0;
        while (at < text.Length)
        {
            var kind = classes[text[at]];
            if (kind is not (CharClass.Word or CharClass.Unspaced))
            {
                at++;
                continue;
            }

            if (sink.IsFull)
            {
                return;
            }

            if (kind is CharClass.Unspaced)
            {
                at = Unspaced(text, at, word, sink);
                previous = default;
                continue;
            }

            if (UrlScanner.MayBegin(text[at]) && UrlScanner.Begins(text[at..]))
            {
                // A link speaks for itself elsewhere and breaks the chain of words.
                at += UrlScanner.LengthOf(text[at..]);
                previous = default;
                continue;
            }

            var end = at + 1;
            while (end < text.Length && classes[text[end]] is CharClass.Word or CharClass.Inner or CharClass.Tail)
            {
                end++;
            }

            var last = end;
            while (classes[text[last - 1]] == CharClass.Inner)
            {
                last--;
            }

            var found = text[at..last];
            at = end;
            if (found.Length > MaxWord)
            {
                Long(found.Length, word, sink);
                previous = default;
                continue;
            }

            var hash = FeatureHash.OfText(found);
            sink.Add(word, found, hash);
            if (pair is { } both && !previous.IsEmpty)
            {
                sink.AddPair(both, previous, previousHash, found, hash);
            }

            previous = found;
            previousHash = hash;
        }
    }

    private static void Long(int length, FeatureKind word, FeatureSink sink)
    {
        Span<char> text = stackalloc char[16];
        "long:".CopyTo(text);
        (length / 10).TryFormat(text[5..], out var written, default, CultureInfo.InvariantCulture);
        sink.Add(word, text[..(5 + written)]);
    }

    private static int Unspaced(ReadOnlySpan<char> text, int at, FeatureKind word, FeatureSink sink)
    {
        var start = at;
        for (; at < text.Length && CharClass.Of(text[at]) == CharClass.Unspaced; at++)
        {
            if (at > start)
            {
                sink.Add(word, text[(at - 1)..(at + 1)]);
            }
        }

        if (at - start == 1)
        {
            sink.Add(word, text[start..at]);
        }

        return at;
    }
}
