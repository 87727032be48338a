using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Helpdesk.Core.Runtime.Storage.Blobs;

/// <summary>
/// The name of a content: its SHA-256. Equal contents have one name, and a name says nothing that came from outside. The default value is the name
/// of no content.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BlobHash : IComparable<BlobHash>
{
    private readonly string? _text;

    private BlobHash(string text) => _text = text;

    /// <summary>The name of a content.</summary>
    public static BlobHash Of(ReadOnlySpan<byte> content) => new(Convert.ToHexStringLower(SHA256.HashData(content)));

    /// <summary>The name as <see cref="ToBytes"/> gave it.</summary>
    /// <exception cref="ArgumentException">These are not 32 bytes.</exception>
    public static BlobHash FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == SHA256.HashSizeInBytes
        ? new BlobHash(Convert.ToHexStringLower(bytes))
        : throw new ArgumentException($"A name has {SHA256.HashSizeInBytes} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>The name that a text of 64 lower-case hexadecimal digits is; null when it is none.</summary>
    public static BlobHash? Parse(string? text) =>
        text is { Length: SHA256.HashSizeInBytes * 2 } && text.All(char.IsAsciiHexDigitLower) ? new BlobHash(text) : null;

    /// <summary>The 32 bytes of the hash.</summary>
    public byte[] ToBytes() => Convert.FromHexString(ToString());

    /// <summary>By the bytes of the hash.</summary>
    public int CompareTo(BlobHash other) => string.CompareOrdinal(ToString(), other.ToString());

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => _text ?? new string('0', SHA256.HashSizeInBytes * 2);

    /// <summary>Whether the left comes before the right.</summary>
    public static bool operator <(BlobHash left, BlobHash right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left comes before the right or is the same.</summary>
    public static bool operator <=(BlobHash left, BlobHash right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left comes after the right.</summary>
    public static bool operator >(BlobHash left, BlobHash right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left comes after the right or is the same.</summary>
    public static bool operator >=(BlobHash left, BlobHash right) => left.CompareTo(right) >= 0;
}
