using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Helpdesk.Core;

/// <summary>
/// Nine digits that nobody can guess, and the check digit: <c>HD-4839201751</c>. They are a keyed digest of the ticket's id, so
/// the same ticket gets the same reference however often it is asked for.
/// </summary>
public sealed class RandomReferences : ReferenceScheme
{
    private const long Numbers = 900_000_000;
    private const long First = 100_000_000;

    private readonly string _prefix;
    private readonly byte[] _key;

    /// <summary>Makes a scheme.</summary>
    /// <param name="prefix">What stands before the digits; not empty, no digit at its end.</param>
    /// <param name="key">
    /// The host's secret; empty to rely on the ticket's id alone, which outsiders do not see either.
    /// </param>
    /// <exception cref="ArgumentException">The prefix is empty or ends in a digit.</exception>
    public RandomReferences(string prefix, ReadOnlyMemory<byte> key = default)
    {
        TicketReference.CheckPrefix(prefix);
        _prefix = prefix;
        _key = key.ToArray();
    }

    /// <summary>The same scheme with another key.</summary>
    public RandomReferences WithKey(ReadOnlyMemory<byte> key) => new(_prefix, key);

    /// <inheritdoc />
    public override TicketReference Make(TicketId ticket, long number, int attempt)
    {
        Span<byte> seed = stackalloc byte[20];
        ticket.Value.TryWriteBytes(seed);
        BinaryPrimitives.WriteInt32BigEndian(seed[16..], attempt);
        var digest = HMACSHA256.HashData(_key, seed);
        var drawn = (long)(BinaryPrimitives.ReadUInt64BigEndian(digest) % Numbers);
        return TicketReference.Format(_prefix, First + drawn);
    }

    /// <inheritdoc />
    public override IReadOnlyList<TicketReference> Find(string text) => TicketReference.Find(_prefix, text);
}
