using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Helpdesk.Core.Email;

/// <summary>
/// By what the same mail is known again, from whatever source it comes: id, sender and date, for an id alone is used twice by some
/// programs; without an id by what it says.
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
        foreach (var part in parts)
        {
            // In pieces, so that a long text does not stand in memory once more.
            for (var i = 0; i < part.Length; i += HashedCharacters)
            {
                hash.AppendData(buffer, 0, Encoding.UTF8.GetBytes(part.AsSpan(i, Math.Min(HashedCharacters, part.Length - i)), buffer));
            }

            hash.AppendData("\n"u8);
        }

        return "mail:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
