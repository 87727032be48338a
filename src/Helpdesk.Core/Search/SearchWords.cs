using System.Buffers;
using System.Text;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Conditions.Stored;

namespace Helpdesk.Core.Search;

/// <summary>
/// How a text becomes words, the same for texts and for what is searched: letters and digits with their marks, in Unicode compatibility form,
/// without accents, folded as conditions fold them. Characters of scripts without blanks are words of their own, so any part of such a text is
/// found as a phrase. A word has only letters, digits and marks: no database reads anything into it.
/// </summary>
internal static class SearchWords
{
    /// <summary>How many characters of a word count.</summary>
    public const int MaxLength = 64;

    // A text without end has no words without end: what normalisation costs is bounded.
    private const int MaxText = 1_000_000;

    // Longer stretches are cut, so that nobody makes the normalisation of one long.
    private const int MaxStretch = 256;

    /// <summary>The words of a text in order, as far as they begin in its first 1,000,000 characters.</summary>
    public static IEnumerable<SearchWord> Of(string text)
    {
        for (var i = 0; i < Math.Min(text.Length, MaxText);)
        {
            if (IsBetween(text[i]))
            {
                i++;
                continue;
            }

            var end = EndOfPlainWord(text, i);
            if (end > 0)
            {
                yield return new SearchWord(Upper(text, i, end), i, end);
                i = end;
                continue;
            }

            end = EndOfStretch(text, i);
            foreach (var word in Read(text[i..end]))
            {
                yield return new SearchWord(word, i, end);
            }

            i = end;
        }
    }

    private static readonly SearchValues<char> PlainLetters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // What is surely no part of a word and joins with nothing: normalisation can be done to each side apart.
    private static bool IsBetween(char c) => char.IsAscii(c) ? !char.IsAsciiLetterOrDigit(c) : char.IsWhiteSpace(c);

    // Most words are letters and digits of ASCII, with nothing beside them that could join: they need no normalisation. 0 for others.
    private static int EndOfPlainWord(string text, int start)
    {
        var most = text.AsSpan(start, Math.Min(MaxStretch, text.Length - start));
        var length = most.IndexOfAnyExcept(PlainLetters);
        var end = start + (length < 0 ? most.Length : length);
        return end > start && (end == text.Length || end - start == MaxStretch || IsBetween(text[end])) ? end : 0;
    }

    private static string Upper(string text, int start, int end) => string.Create(
        Math.Min(end - start, MaxLength), (text, start), static (word, of) => Ascii.ToUpper(of.text.AsSpan(of.start, word.Length), word, out _));

    private static int EndOfStretch(string text, int start)
    {
        var at = start;
        do
        {
            _ = Rune.DecodeFromUtf16(text.AsSpan(at), out _, out var length);
            at += length;
        }
        while (at < text.Length && at - start < MaxStretch && !IsBetween(text[at]) && !BeginsOwnWord(text, at));
        return at;
    }

    private static bool BeginsOwnWord(string text, int at)
    {
        _ = Rune.DecodeFromUtf16(text.AsSpan(at), out var next, out _);
        return Scripts.IsOwnWord(next);
    }

    private static IEnumerable<string> Read(string stretch) =>
        Ascii.IsValid(stretch) ? [Cut(stretch).ToUpperInvariant()] : Split(Plain(stretch)).Select(w => Cut(StoredKey.Text(w, StoredForm.Folded)));

    private static string Plain(string stretch)
    {
        var plain = new StringBuilder(stretch.Length);
        foreach (var c in ComparableText.Of(stretch).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (!Scripts.IsNothing(c))
            {
                plain.Append(c.ToString());
            }
        }

        return plain.ToString().Normalize(NormalizationForm.FormC);
    }

    private static IEnumerable<string> Split(string plain)
    {
        var word = new StringBuilder();
        var isOwn = false;
        foreach (var c in plain.EnumerateRunes())
        {
            var goesOn = word.Length > 0 && (Scripts.IsMark(c) || (!isOwn && Rune.IsLetterOrDigit(c) && !Scripts.IsOwnWord(c)));
            if (!goesOn && word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }

            if (goesOn || Rune.IsLetterOrDigit(c))
            {
                isOwn = word.Length == 0 ? Scripts.IsOwnWord(c) : isOwn;
                word.Append(c.ToString());
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    private static string Cut(string word)
    {
        if (word.Length <= MaxLength)
        {
            return word;
        }

        var length = 0;
        foreach (var c in word.EnumerateRunes().Take(MaxLength))
        {
            length += c.Utf16SequenceLength;
        }

        return word[..length];
    }
}
