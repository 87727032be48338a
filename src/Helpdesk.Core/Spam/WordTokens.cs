using System.Globalization;
using System.Text;

namespace Helpdesk.Core.Spam;

/// <summary>Words and neighbouring pairs of words; pairs of characters for scripts that write without blanks.</summary>
internal static class WordTokens
{
    private const int MaxWord = 24;

    public static void Read(string kind, string text, FeatureCollector features)
    {
        var clean = Clean(text);
        string? previous = null;
        var at = 0;
        while (at < clean.Length)
        {
            if (IsUnspaced(clean[at]))
            {
                at = Unspaced(kind, clean, at, features);
                previous = null;
                continue;
            }

            if (!IsWord(clean[at]))
            {
                at++;
                continue;
            }

            var end = End(clean, at);
            var word = clean[at..end].TrimEnd('\'', '-', '.', ',');
            if (IsUrl(clean, at))
            {
                // A link speaks for itself elsewhere and breaks the chain of words.
                while (end < clean.Length && !char.IsWhiteSpace(clean[end]))
                {
                    end++;
                }

                previous = null;
            }
            else if (word.Length > MaxWord)
            {
                features.Add(kind, "long:" + (word.Length / 10).ToString(CultureInfo.InvariantCulture));
                previous = null;
            }
            else if (word.Length > 0)
            {
                features.Add(kind, word);
                if (previous is not null)
                {
                    features.Add(kind + "-pair", previous + " " + word);
                }

                previous = word;
            }

            at = end;
        }
    }

    /// <summary>NFKC, lower case, without the characters that nobody sees.</summary>
    public static string Clean(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var isPair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (isPair)
            {
                kept.Append(c).Append(text[++i]);
            }
            // Normalisation refuses lone surrogates and U+FFFE.
            else if (!char.IsSurrogate(c) && c != '\ufffe' && char.GetUnicodeCategory(c) != UnicodeCategory.Format)
            {
                kept.Append(c);
            }
        }

        return kept.ToString().Normalize(NormalizationForm.FormKC).ToLowerInvariant();
    }

    private static int End(string text, int at)
    {
        while (at < text.Length && !IsUnspaced(text[at])
            && (IsWord(text[at]) || (text[at] is '\'' or '-' or '.' or ',' or '!' or '%' && at + 1 < text.Length && !char.IsWhiteSpace(text[at]))))
        {
            at++;
        }

        return at;
    }

    private static int Unspaced(string kind, string text, int at, FeatureCollector features)
    {
        var start = at;
        while (at < text.Length && IsUnspaced(text[at]))
        {
            at++;
            if (at - start >= 2)
            {
                features.Add(kind, text[(at - 2)..at]);
            }
        }

        if (at - start == 1)
        {
            features.Add(kind, text[start..at]);
        }

        return at;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || c is '_' or '$'
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.CurrencySymbol;

    // Kana, CJK ideographs, Hangul, Thai, Lao, Khmer.
    private static bool IsUnspaced(char c) =>
        c is (>= '\u3040' and <= '\u30ff') or (>= '\u3400' and <= '\u4dbf') or (>= '\u4e00' and <= '\u9fff')
            or (>= '\uac00' and <= '\ud7af') or (>= '\u0e00' and <= '\u0eff') or (>= '\u1780' and <= '\u17ff');

    private static bool IsUrl(string text, int at) =>
        string.CompareOrdinal(text, at, "http://", 0, 7) == 0
        || string.CompareOrdinal(text, at, "https://", 0, 8) == 0
        || string.CompareOrdinal(text, at, "www.", 0, 4) == 0;
}
