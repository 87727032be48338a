using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>
/// Keys that may name people, as stores keep them: by their digests, the same in every store, so that what one exports another knows.
/// </summary>
public static class KeyDigest
{
    /// <summary>SHA-256 of a text's UTF-16 units, little-endian: texts of any content differ.</summary>
    public static byte[] Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    /// <summary>SHA-256 of a text in UTF-8, by which SQLite stores kept keys at first. Whoever looks for a key looks for it too.</summary>
    public static byte[] FormerOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SHA256.HashData(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The digest of somebody who got automatic messages.</summary>
    public static byte[] OfRecipient(Address address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Of($"{address.Kind}:{address.Key}");
    }
}
