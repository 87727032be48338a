using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using NodaTime;

namespace Helpdesk.Core.Tickets.Ratings;

/// <summary>
/// Signs the links under an answer: each token stands for one score of one answer, for a time, and for nothing else. Whoever
/// has it can rate that answer, and only change that rating; HMAC-SHA-256 (RFC 2104) over all of it, cut to 128 bits (RFC 2104 §5).
/// Thread-safe.
/// </summary>
public sealed class RatingTokens
{
    private const int SignatureLength = 16;
    private const int Length = 1 + 16 + 16 + 1 + 8 + SignatureLength;
    private const byte Format = 1;

    private readonly byte[] _key;

    /// <summary>Makes a signer.</summary>
    /// <param name="key">The host's secret, at least 16 bytes; tokens of another key are void.</param>
    /// <exception cref="ArgumentException">The key is shorter.</exception>
    public RatingTokens(ReadOnlyMemory<byte> key)
    {
        if (key.Length < 16)
        {
            throw new ArgumentException("The key needs at least 16 bytes.", nameof(key));
        }

        // Keys of different purposes are different keys.
        _key = HMACSHA256.HashData(key.Span, "helpdesk rating"u8);
    }

    /// <summary>A token for a score of an answer.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="score">From 1, worst, to 5, best.</param>
    /// <param name="until">The last instant at which it counts, to the second.</param>
    /// <returns>Letters, digits, <c>-</c> and <c>_</c>: fit for a link.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The score is not from 1 to 5.</exception>
    public string Issue(TicketId ticket, MessageId answer, int score, Instant until)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(score, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(score, 5);
        Span<byte> token = stackalloc byte[Length];
        token[0] = Format;
        ticket.Value.TryWriteBytes(token[1..]);
        answer.Value.TryWriteBytes(token[17..]);
        token[33] = (byte)score;
        BinaryPrimitives.WriteInt64BigEndian(token[34..], until.ToUnixTimeSeconds());
        Sign(token).CopyTo(token[^SignatureLength..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Reads a token.</summary>
    /// <returns>What it stands for, or a fault with code <c>bad-token</c> or <c>token-expired</c>.</returns>
    public (RatingToken? Token, Fault? Reason) Read(string token, Instant now)
    {
        ArgumentNullException.ThrowIfNull(token);
        Span<byte> bytes = stackalloc byte[Length + 3];

        // The exact length leaves no room for the white space and the padding that a decoder overlooks: a token has one form.
        if (token.Length != Base64Url.GetEncodedLength(Length) || !Base64Url.IsValid(token) || !Base64Url.TryDecodeFromChars(token, bytes, out var length)
            || length != Length || bytes[0] != Format
            || !CryptographicOperations.FixedTimeEquals(Sign(bytes[..Length]), bytes[(Length - SignatureLength)..Length]))
        {
            return (null, new Fault("bad-token", "The link is not one of ours, or it was changed."));
        }

        var until = Instant.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(bytes[34..]));
        return now > until
            ? (null, new Fault("token-expired", "The time to rate this answer is over."))
            : (new RatingToken(new TicketId(new Guid(bytes[1..17])), new MessageId(new Guid(bytes[17..33])), bytes[33]), null);
    }

    private ReadOnlySpan<byte> Sign(ReadOnlySpan<byte> token) =>
        HMACSHA256.HashData(_key, token[..(Length - SignatureLength)]).AsSpan(0, SignatureLength);
}
