using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Helpdesk.Core.Email.Sending;

/// <summary>
/// An address as it may stand in an envelope or in a header: nothing in it can end a command, a line or a field. There is no other
/// way to make one than <see cref="TryParse"/>. The default value is the null path of RFC 5321, 4.5.5: nobody.
/// </summary>
public readonly record struct MailPath
{
    private const int MaxLocalOctets = 64; // RFC 5321, 4.5.3.1.1
    private const int MaxOctets = 254; // RFC 5321, 4.5.3.1.3, without the brackets
    private const string AtomSpecials = "!#$%&'*+-/=?^_`{|}~.";

    private readonly string? _value;

    private MailPath(string value, bool isInternational) => (_value, IsInternational) = (value, isInternational);

    /// <summary>The address, its domain in ASCII; empty for nobody.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether the part before the at sign is not ASCII (RFC 6531): only some servers take that.</summary>
    public bool IsInternational { get; }

    /// <summary>
    /// Reads an address. Quoted parts before the at sign are not taken: they are how commands are smuggled, and nobody has one.
    /// </summary>
    /// <param name="address">The address, without brackets.</param>
    /// <param name="path">The address as it may be written.</param>
    public static bool TryParse(string address, [NotNullWhen(true)] out MailPath? path)
    {
        ArgumentNullException.ThrowIfNull(address);
        path = null;
        var at = address.LastIndexOf('@');
        if (at <= 0 || !IsLocal(address.AsSpan(0, at)) || Domain(address[(at + 1)..]) is not { } domain)
        {
            return false;
        }

        var local = address[..at];
        var value = $"{local}@{domain}";
        if (Encoding.UTF8.GetByteCount(local) > MaxLocalOctets || Encoding.UTF8.GetByteCount(value) > MaxOctets)
        {
            return false;
        }

        path = new MailPath(value, !Ascii.IsValid(local));
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    private static bool IsLocal(ReadOnlySpan<char> local)
    {
        foreach (var rune in local.EnumerateRunes())
        {
            var isSafe = rune.IsAscii
                ? char.IsAsciiLetterOrDigit((char)rune.Value) || AtomSpecials.Contains((char)rune.Value, StringComparison.Ordinal)
                : rune != Rune.ReplacementChar && (Rune.IsLetterOrDigit(rune)
                    || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);
            if (!isSafe)
            {
                return false;
            }
        }

        return !local.IsEmpty;
    }

    private static string? Domain(string domain)
    {
        try
        {
            var ascii = Ascii.IsValid(domain) ? domain : new IdnMapping { UseStd3AsciiRules = true }.GetAscii(domain);
            var isLiteral = ascii.StartsWith('[') && ascii.EndsWith(']');
            var bare = isLiteral ? ascii[1..^1] : ascii;
            return bare.Length > 0 && bare.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' || (isLiteral && c == ':')) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
