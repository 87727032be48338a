using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Helpdesk.Core.Rules.Compiled;

/// <summary>Sets of rules as bits, rule 0 lowest in word 0; all of one length, which is a whole number of vectors.</summary>
internal static class BitWords
{
    private const int Vector = 4;

    /// <summary>How many words hold so many rules.</summary>
    public static int Count(int rules) => Math.Max(1, (rules + (64 * Vector) - 1) / (64 * Vector)) * Vector;

    /// <summary>target &amp;= other; whether anything is left.</summary>
    public static bool And(Span<ulong> target, ReadOnlySpan<ulong> other)
    {
        var to = Vectors(target);
        var from = Vectors(other);
        var left = Vector256<ulong>.Zero;
        for (var i = 0; i < to.Length && i < from.Length; i++)
        {
            var both = to[i] & from[i];
            to[i] = both;
            left |= both;
        }

        return left != Vector256<ulong>.Zero;
    }

    /// <summary>target &amp;= ~other.</summary>
    public static void Remove(Span<ulong> target, ReadOnlySpan<ulong> other)
    {
        var to = Vectors(target);
        var from = Vectors(other);
        for (var i = 0; i < to.Length && i < from.Length; i++)
        {
            to[i] = Vector256.AndNot(to[i], from[i]);
        }
    }

    /// <summary>target |= other.</summary>
    public static void Or(Span<ulong> target, ReadOnlySpan<ulong> other)
    {
        var to = Vectors(target);
        var from = Vectors(other);
        for (var i = 0; i < to.Length && i < from.Length; i++)
        {
            to[i] |= from[i];
        }
    }

    /// <summary>Whether the two have a rule in common.</summary>
    public static bool Meet(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        var x = Vectors(a);
        var y = Vectors(b);
        for (var i = 0; i < x.Length && i < y.Length; i++)
        {
            if ((x[i] & y[i]) != Vector256<ulong>.Zero)
            {
                return true;
            }
        }

        return false;
    }

    public static bool Has(ReadOnlySpan<ulong> words, int bit) => (words[bit >> 6] >> (bit & 63) & 1) != 0;

    public static void Set(Span<ulong> words, int bit) => words[bit >> 6] |= 1UL << (bit & 63);

    public static void Flip(Span<ulong> words, int bit) => words[bit >> 6] ^= 1UL << (bit & 63);

    public static void Clear(Span<ulong> words, int bit) => words[bit >> 6] &= ~(1UL << (bit & 63));

    private static Span<Vector256<ulong>> Vectors(Span<ulong> words) => MemoryMarshal.Cast<ulong, Vector256<ulong>>(words);

    private static ReadOnlySpan<Vector256<ulong>> Vectors(ReadOnlySpan<ulong> words) => MemoryMarshal.Cast<ulong, Vector256<ulong>>(words);
}
