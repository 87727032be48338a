using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Helpdesk.Core;

/// <summary>Ids of messages that the library itself writes: the same outcome computed again gives the same id.</summary>
internal static class DerivedId
{
    public static MessageId Of(TicketId ticket, long version, string purpose)
    {
        Span<byte> seed = stackalloc byte[24];
        ticket.Value.TryWriteBytes(seed);
        BinaryPrimitives.WriteInt64BigEndian(seed[16..], version);
        byte[] all = [.. seed, .. Encoding.UTF8.GetBytes(purpose)];
        return new MessageId(new Guid(SHA256.HashData(all).AsSpan(0, 16)));
    }
}
