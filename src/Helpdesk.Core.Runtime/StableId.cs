using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Helpdesk.Core.Runtime;

/// <summary>
/// Version 7 GUIDs whose random part is a digest of the cause: taking the same message again at the same moment gives the same
/// id, so a run that was cut off and begun again ends in the same database as an undisturbed one.
/// </summary>
internal static class StableId
{
    public static Guid Of(Instant at, string cause)
    {
        Span<byte> bytes = stackalloc byte[16];
        // The format counts from 1970; a mail may claim an older date.
        Guid.CreateVersion7(Instant.Max(at, NodaConstants.UnixEpoch).ToDateTimeOffset()).TryWriteBytes(bytes, bigEndian: true, out _);
        var (version, variant) = (bytes[6] & 0xf0, bytes[8] & 0xc0);
        SHA256.HashData(Encoding.UTF8.GetBytes(cause)).AsSpan(0, 10).CopyTo(bytes[6..]);
        bytes[6] = (byte)((bytes[6] & 0x0f) | version);
        bytes[8] = (byte)((bytes[8] & 0x3f) | variant);
        return new Guid(bytes, bigEndian: true);
    }
}
