using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Helpdesk.Core.Spam.Features;

/// <summary>
/// 64-bit hashes of features, the same on every machine. Four UTF-16 units go into each multiplication, and the finalizer of
/// MurmurHash3 (Appleby, public domain) spreads every bit. Collisions among a million features are one in thirty million runs.
/// </summary>
internal static class FeatureHash
{
    private const ulong First = 0x9E3779B97F4A7C15;
    private const ulong Second = 0xD6E8FEB86659FD93;

    /// <summary>The hash of a text alone, to be made one of a feature.</summary>
    public static ulong OfText(ReadOnlySpan<char> text)
    {
        var hash = First ^ (ulong)text.Length;
        var bytes = MemoryMarshal.AsBytes(text);
        if (!BitConverter.IsLittleEndian)
        {
            return OfTextSlowly(text, hash);
        }

        if (text.Length < 4)
        {
            return Step(hash, Units(text));
        }

        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            hash = Step(hash, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        // The units that are left are the last of the last four; two shifts, since one of 64 would do nothing.
        var last = BinaryPrimitives.ReadUInt64LittleEndian(MemoryMarshal.AsBytes(text[^4..]));
        return Step(hash, last >> (32 - (bytes.Length * 4)) >> (32 - (bytes.Length * 4)));
    }

    /// <summary>The hash of a feature: a text seen at a kind of place.</summary>
    public static ulong Of(FeatureKind kind, ulong text) => Spread(text + ((ulong)kind * Second));

    /// <summary>The hash of two texts in this order.</summary>
    public static ulong Pair(ulong first, ulong second) => Step(BitOperations.RotateLeft(first, 31), second);

    /// <summary>The finalizer: every bit of the hash changes every bit of what comes out.</summary>
    public static ulong Spread(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
        return hash ^ (hash >> 33);
    }

    private static ulong Step(ulong hash, ulong units) => BitOperations.RotateLeft((hash ^ units) * Second, 29) * First;

    // Where the first unit in memory is the highest.
    private static ulong OfTextSlowly(ReadOnlySpan<char> text, ulong hash)
    {
        for (; text.Length >= 4; text = text[4..])
        {
            hash = Step(hash, Units(text[..4]));
        }

        return Step(hash, Units(text));
    }

    // Up to four units, the first as the lowest.
    private static ulong Units(ReadOnlySpan<char> text) => text.Length switch
    {
        0 => 0,
        1 => text[0],
        2 => text[0] | ((ulong)text[1] << 16),
        3 => text[0] | ((ulong)text[1] << 16) | ((ulong)text[2] << 32),
        _ => text[0] | ((ulong)text[1] << 16) | ((ulong)text[2] << 32) | ((ulong)text[3] << 48),
    };
}
