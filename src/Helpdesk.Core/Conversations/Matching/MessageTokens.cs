using System.Security.Cryptography;
using System.Text;

namespace Helpdesk.Core.Conversations.Matching;

/// <summary>
/// Signs what we send, so that answers find their ticket and nobody else can write one: HMAC-SHA-256 (RFC 2104) over tenant, purpose and
/// message, cut to 80 bits. A token is 45 letters and digits of RFC 4648's base 32 without regard to case, so it outlives programs
/// that change the case of addresses, and fits into a local part of 64 octets. Secrets rotate: the first one signs, all of them verify.
/// Thread-safe.
/// </summary>
public sealed class MessageTokens
{
    /// <summary>How many characters a token has.</summary>
    public const int Length = 45;

    /// <summary>What stands before the token of a body marker; <c>]</c> stands behind it.</summary>
    public const string MarkerStart = "[hd:";

    private const int Version = 1;
    private const int HeaderBytes = 2;
    private const int IdBytes = 16;
    private const int SignatureBytes = 10;
    private const int SignedBytes = HeaderBytes + IdBytes;
    private const int Bytes = SignedBytes + SignatureBytes;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    private readonly (byte Id, byte[] Key)[] _ring;

    /// <summary>Makes a signer.</summary>
    /// <param name="tenant">Whose messages they are; tokens of another tenant are void.</param>
    /// <param name="secrets">At least one, each of at least 16 bytes, the current one first.</param>
    /// <exception cref="ArgumentException">There is none, or one is shorter.</exception>
    public MessageTokens(TenantId tenant, IEnumerable<ReadOnlyMemory<byte>> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        _ring = [.. secrets.Select(s => Key(s, tenant))];
        if (_ring.Length == 0)
        {
            throw new ArgumentException("At least one secret is needed.", nameof(secrets));
        }
    }

    /// <summary>The token of a message for a purpose.</summary>
    public string Issue(TokenPurpose purpose, MessageId message)
    {
        Span<byte> token = stackalloc byte[Bytes];
        var (id, key) = _ring[0];
        token[0] = Header(purpose);
        token[1] = id;
        message.Value.TryWriteBytes(token[HeaderBytes..], bigEndian: true, out _);
        Sign(key, token[..SignedBytes]).CopyTo(token[SignedBytes..]);
        return Encode(token);
    }

    /// <summary>The line for the body of a message, by which an answer that quotes it is known.</summary>
    public string Marker(MessageId message) => $"{MarkerStart}{Issue(TokenPurpose.BodyMarker, message)}]";

    /// <summary>The address that answers to a message go to: a mailbox with the token as its detail (RFC 5233).</summary>
    /// <param name="mailbox">The mailbox.</param>
    /// <param name="purpose">What the address is for.</param>
    /// <param name="message">The message.</param>
    /// <returns>Null when the mailbox is no mail address, or its local part leaves no room: one has 64 octets at most (RFC 5321 §4.5.3.1.1).</returns>
    public Address? AddressFor(Address mailbox, TokenPurpose purpose, MessageId message)
    {
        ArgumentNullException.ThrowIfNull(mailbox);
        const int maxLocalPart = 64;
        var at = mailbox.Kind == AddressKind.Mail ? mailbox.Value.LastIndexOf('@') : -1;
        return at <= 0 || Encoding.UTF8.GetByteCount(mailbox.Value.AsSpan(0, at)) + 1 + Length > maxLocalPart
            ? null
            : Address.Mail($"{mailbox.Value[..at]}+{Issue(purpose, message)}{mailbox.Value[at..]}", mailbox.DisplayName);
    }

    /// <summary>Reads a token.</summary>
    /// <param name="token">Anything; upper and lower case count the same.</param>
    /// <param name="purpose">What it must be for.</param>
    /// <returns>The message; null when it is no token of ours for that purpose.</returns>
    public MessageId? Read(ReadOnlySpan<char> token, TokenPurpose purpose)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        if (!TryDecode(token, bytes) || bytes[0] != Header(purpose))
        {
            return null;
        }

        foreach (var (id, key) in _ring)
        {
            if (id == bytes[1] && CryptographicOperations.FixedTimeEquals(Sign(key, bytes[..SignedBytes]), bytes[SignedBytes..]))
            {
                return new MessageId(new Guid(bytes.Slice(HeaderBytes, IdBytes), bigEndian: true));
            }
        }

        return null;
    }

    // Keys of different uses and tenants are different keys; the id only says which one to try.
    private static (byte Id, byte[] Key) Key(ReadOnlyMemory<byte> secret, TenantId tenant)
    {
        if (secret.Length < 16)
        {
            throw new ArgumentException("A secret needs at least 16 bytes.", nameof(secret));
        }

        var key = HMACSHA256.HashData(secret.Span, Encoding.UTF8.GetBytes($"helpdesk thread\n{tenant}"));
        return (HMACSHA256.HashData(key, "id"u8)[0], key);
    }

    private static byte Header(TokenPurpose purpose) => (byte)((Version << 5) | (int)purpose);

    private static ReadOnlySpan<byte> Sign(byte[] key, ReadOnlySpan<byte> signed) =>
        HMACSHA256.HashData(key, signed).AsSpan(0, SignatureBytes);

    private static string Encode(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[Length];
        for (var i = 0; i < Length; i++)
        {
            var value = 0;
            for (var bit = 5 * i; bit < 5 * (i + 1); bit++)
            {
                value = (value << 1) | (bit < 8 * Bytes ? (bytes[bit / 8] >> (7 - (bit % 8))) & 1 : 0);
            }

            text[i] = Alphabet[value];
        }

        return new string(text);
    }

    // A token has one form: the bit that is left over is zero.
    private static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        if (text.Length != Length)
        {
            return false;
        }

        bytes.Clear();
        for (var i = 0; i < Length; i++)
        {
            var value = char.IsAscii(text[i]) ? Alphabet.IndexOf(char.ToLowerInvariant(text[i]), StringComparison.Ordinal) : -1;
            if (value < 0)
            {
                return false;
            }

            for (var bit = 0; bit < 5; bit++)
            {
                var at = (5 * i) + bit;
                if (((value >> (4 - bit)) & 1) == 0)
                {
                    continue;
                }

                if (at >= 8 * Bytes)
                {
                    return false;
                }

                bytes[at / 8] |= (byte)(1 << (7 - (at % 8)));
            }
        }

        return true;
    }
}
