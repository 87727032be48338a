using System.Globalization;
using System.Security.Cryptography;
using NodaTime;

namespace Helpdesk.Core.Runtime.Channels;

/// <summary>
/// Signs web hooks and makes sure of them: HMAC-SHA-256 (RFC 2104) over the seconds since 1970, a dot and the exact bytes of the body. The
/// header reads <c>t=1772442000,v1=…</c>; several <c>v1</c> may stand in it while secrets change. Thread-safe.
/// </summary>
public sealed class WebHookSecrets
{
    /// <summary>The name of the header.</summary>
    public const string Header = "Helpdesk-Signature";

    private const int MinSecretBytes = 16;
    private const int MaxHeader = 1_000;

    private readonly byte[][] _secrets;
    private readonly Duration _window;

    /// <summary>Makes a signer.</summary>
    /// <param name="secrets">At least one, each of at least 16 bytes, the current one first: it signs, all of them verify.</param>
    /// <param name="window">How far a signature's time may be from ours in both directions; null for 5 minutes.</param>
    /// <exception cref="ArgumentException">There is none, or one is shorter.</exception>
    public WebHookSecrets(IEnumerable<ReadOnlyMemory<byte>> secrets, Duration? window = null)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        _secrets = [.. secrets.Select(s => s.ToArray())];
        _window = window ?? Duration.FromMinutes(5);
        if (_secrets.Length == 0 || _secrets.Any(s => s.Length < MinSecretBytes))
        {
            throw new ArgumentException("At least one secret is needed, and each has at least 16 bytes.", nameof(secrets));
        }
    }

    /// <summary>The header for a body that is sent at an instant.</summary>
    public string Sign(ReadOnlySpan<byte> body, Instant at)
    {
        var seconds = at.ToUnixTimeSeconds();
        return string.Create(CultureInfo.InvariantCulture, $"t={seconds},v1={Convert.ToHexStringLower(Mac(_secrets[0], seconds, body))}");
    }

    /// <summary>Makes sure of a body.</summary>
    /// <param name="header">What the header says, or empty.</param>
    /// <param name="body">The body, byte for byte.</param>
    /// <param name="now">Our time.</param>
    /// <returns>
    /// Null when somebody who has a secret signed it just now; else why not: <c>no-signature</c>, <c>bad-signature</c> or <c>out-of-time</c>.
    /// </returns>
    public Fault? Refusal(string header, ReadOnlySpan<byte> body, Instant now)
    {
        ArgumentNullException.ThrowIfNull(header);
        if (!TryRead(header, out var seconds, out var macs))
        {
            return new Fault("no-signature", "There is no signature.", Header);
        }

        // All are computed and compared in full, whichever fits: how long it takes says nothing.
        var isGenuine = false;
        foreach (var secret in _secrets)
        {
            var wanted = Mac(secret, seconds, body);
            foreach (var mac in macs)
            {
                isGenuine |= CryptographicOperations.FixedTimeEquals(wanted, mac);
            }
        }

        var age = now - Instant.FromUnixTimeSeconds(seconds);
        return !isGenuine ? new Fault("bad-signature", "The signature is of somebody else, or of another body.", Header)
            : age > _window || age < -_window ? new Fault("out-of-time", "The signature is too old, or of the future.", Header)
            : null;
    }

    private static bool TryRead(string header, out long seconds, out List<byte[]> macs)
    {
        seconds = -1;
        macs = [];
        if (header.Length > MaxHeader)
        {
            return false;
        }

        foreach (var part in header.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.StartsWith("t=", StringComparison.Ordinal) && long.TryParse(part.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var t)
                && t <= Instant.MaxValue.ToUnixTimeSeconds())
            {
                seconds = t;
            }
            else if (part.StartsWith("v1=", StringComparison.Ordinal) && part.Length == 3 + (2 * SHA256.HashSizeInBytes)
                && IsHexadecimal(part.AsSpan(3)))
            {
                macs.Add(Convert.FromHexString(part.AsSpan(3)));
            }
        }

        return seconds >= 0 && macs.Count > 0;
    }

    private static bool IsHexadecimal(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    private static byte[] Mac(byte[] secret, long seconds, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hmac.AppendData(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}.")));
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }
}
