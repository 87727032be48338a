using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Helpdesk.Core.Email;

/// <summary>
/// By what the same mail is known again, from whatever source it comes: id, sender and date, for an id alone is used twice by some
/// programs; without an id by what it says. Keys are stored: a key that is made in another way makes every mail new again.
/// </summary>
internal static class DuplicateKeys
{
    private const int HashedCharacters = 1024;

    public static string Of(string id, Address from, Instant? sent, string? date, string subject, string text)
    {
        var parts = id.Length > 0
            ? (string[])["id", id, from.Key, sent is { } at ? InstantPattern.ExtendedIso.Format(at) : ""]
            : ["content", from.Key, date ?? "", subject, text];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[3 * HashedCharacters];
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
            {
                hash.AppendData("\n"u8);
            }

            Append(hash, parts[i], buffer);
        }

        return "mail:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // In pieces, so that a long text does not stand in memory once more; a pair of surrogates stays together.
    private static void Append(IncrementalHash hash, ReadOnlySpan<char> text, byte[] buffer)
    {
        while (!text.IsEmpty)
        {
            var length = Math.Min(HashedCharacters, text.Length);
            length -= length < text.Length && char.IsHighSurrogate(text[length - 1]) ? 1 : 0;
            hash.AppendData(buffer, 0, Encoding.UTF8.GetBytes(text[..length], buffer));
            text = text[length..];
        }
    }
}
