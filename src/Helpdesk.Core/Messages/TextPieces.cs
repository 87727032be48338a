using System.Globalization;

namespace Helpdesk.Core.Messages;

/// <summary>Cuts a long text for a channel that takes only short ones. Pure; linear in the length of the text.</summary>
public static class TextPieces
{
    /// <summary>
    /// Cuts a text into pieces that joined are the text again, each within the limit: at the end of a sentence or a line, failing that of a
    /// word, failing that anywhere but inside what a reader sees as one character. One that is longer than the limit itself is cut between its
    /// code points.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="limit">How long a piece may be.</param>
    /// <returns>The pieces in order; one of an empty text.</returns>
    public static IReadOnlyList<string> Split(string text, TextLimit limit)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(limit);
        var pieces = new List<string>();
        var start = 0;
        do
        {
            var end = NextEnd(text, start, limit);
            pieces.Add(text[start..end]);
            start = end;
        }
        while (start < text.Length);

        return pieces;
    }

    // Where the piece ends that begins at a place.
    private static int NextEnd(string text, int start, TextLimit limit)
    {
        var length = new TextLength(limit.Unit);
        var (at, word, sentence) = (start, start, start);
        while (at < text.Length)
        {
            var element = text.AsSpan(at, StringInfo.GetNextTextElementLength(text, at));
            var longer = length.With(element);
            if (longer.Value > limit.Most)
            {
                // Half a piece is better than half a sentence; anything shorter is a waste of messages.
                return sentence - start >= (at - start) / 2 && sentence > start ? sentence
                    : word > start ? word
                    : at > start ? at
                    : InsideElement(text, start, element.Length, limit);
            }

            length = longer;
            at += element.Length;
            if (char.IsWhiteSpace(text[at - 1]))
            {
                word = at;
                sentence = EndsSentence(text, start, at) ? at : sentence;
            }
        }

        return at;
    }

    private static bool EndsSentence(string text, int start, int at) =>
        text[at - 1] is '\n' || (at - start >= 2 && text[at - 2] is '.' or '!' or '?' or '…' or '。');

    private static int InsideElement(string text, int start, int elementLength, TextLimit limit)
    {
        var length = new TextLength(limit.Unit);
        var at = start;
        foreach (var rune in text.AsSpan(start, elementLength).EnumerateRunes())
        {
            var longer = length.With(rune);
            if (longer.Value > limit.Most && at > start)
            {
                break;
            }

            length = longer;
            at += rune.Utf16SequenceLength;
        }

        return at;
    }
}
