using System.Numerics;
using System.Runtime.InteropServices;

namespace Helpdesk.Core.Spam.Features;

/// <summary>How many letters, capitals and characters beyond ASCII a text has; runs of ASCII are counted many at a time.</summary>
internal static class LetterCounts
{
    public static (int Letters, int Capitals, int Wide) Of(ReadOnlySpan<char> text)
    {
        var (letters, capitals, wide) = (0, 0, 0);
        while (!text.IsEmpty)
        {
            var end = text.IndexOfAnyExceptInRange('\0', '\u007f');
            var ascii = end < 0 ? text : text[..end];
            letters += InRange(ascii, 'a', fold: true);
            capitals += InRange(ascii, 'A', fold: false);
            text = text[ascii.Length..];
            for (; !text.IsEmpty && text[0] >= 0x80; text = text[1..])
            {
                wide++;
                letters += char.IsLetter(text[0]) ? 1 : 0;
                capitals += char.IsUpper(text[0]) ? 1 : 0;
            }
        }

        return (letters, capitals, wide);
    }

    // How many of these characters are among the 26 from the first on; folding makes capitals small.
    private static int InRange(ReadOnlySpan<char> ascii, char first, bool fold)
    {
        var count = 0;
        var bit = (ushort)(fold ? 0x20 : 0);
        var vectors = MemoryMarshal.Cast<char, Vector<ushort>>(ascii);

        // A lane counts at most 65,535.
        for (; !vectors.IsEmpty; vectors = vectors[Math.Min(vectors.Length, ushort.MaxValue)..])
        {
            var lanes = Vector<ushort>.Zero;
            foreach (var vector in vectors[..Math.Min(vectors.Length, ushort.MaxValue)])
            {
                var distance = (vector | new Vector<ushort>(bit)) - new Vector<ushort>(first);
                lanes -= Vector.LessThan(distance, new Vector<ushort>(26));
            }

            Vector.Widen(lanes, out var low, out var high);
            count += (int)(Vector.Sum(low) + Vector.Sum(high));
        }

        foreach (var c in ascii[(ascii.Length / Vector<ushort>.Count * Vector<ushort>.Count)..])
        {
            count += (uint)((c | bit) - first) < 26 ? 1 : 0;
        }

        return count;
    }
}
