namespace Helpdesk.Core.Email.Mime;

/// <summary>Undoes transfer encodings (RFC 2045), forgiving what real mail gets wrong.</summary>
internal static class TransferEncoding
{
    public static byte[] Decode(ReadOnlySpan<byte> bytes, string? encoding) => (encoding ?? "").Trim().ToLowerInvariant() switch
    {
        "base64" => Base64(bytes),
        "quoted-printable" => QuotedPrintable(bytes, isHeader: false),
        _ => bytes.ToArray(),
    };

    /// <summary>Base64 with noise skipped; padding may lack, and what follows it belongs to the next run.</summary>
    public static byte[] Base64(ReadOnlySpan<byte> bytes)
    {
        var result = new byte[(bytes.Length * 3 / 4) + 3];
        var (length, bits, held) = (0, 0, 0);
        foreach (var b in bytes)
        {
            var value = Value(b);
            if (value >= 0)
            {
                bits = (bits << 6) | value;
                held += 6;
                if (held >= 8)
                {
                    held -= 8;
                    result[length++] = (byte)(bits >> held);
                    bits &= (1 << held) - 1;
                }
            }
            else if (b == '=')
            {
                (bits, held) = (0, 0);
            }
        }

        return result[..length];
    }

    public static byte[] QuotedPrintable(ReadOnlySpan<byte> bytes, bool isHeader)
    {
        var result = new byte[bytes.Length];
        var length = 0;
        var at = 0;
        while (at < bytes.Length)
        {
            var b = bytes[at++];
            if (isHeader && b == '_')
            {
                result[length++] = (byte)' ';
            }
            else if (b != '=')
            {
                result[length++] = b;
            }
            else if (at + 1 < bytes.Length && Hex(bytes[at]) is var high and >= 0 && Hex(bytes[at + 1]) is var low and >= 0)
            {
                result[length++] = (byte)((high << 4) | low);
                at += 2;
            }
            else if (SoftBreak(bytes[at..]) is var skipped and > 0)
            {
                at += skipped;
            }
            else if (at < bytes.Length)
            {
                result[length++] = b;
            }
        }

        return result[..length];
    }

    // The length of a line end with blanks before it; 0 when there is none.
    private static int SoftBreak(ReadOnlySpan<byte> rest)
    {
        var at = 0;
        while (at < rest.Length && rest[at] is (byte)' ' or (byte)'\t')
        {
            at++;
        }

        return at < rest.Length && rest[at] == '\r' ? at + (at + 1 < rest.Length && rest[at + 1] == '\n' ? 2 : 1)
            : at < rest.Length && rest[at] == '\n' ? at + 1
            : 0;
    }

    private static int Value(byte b) => b switch
    {
        >= (byte)'A' and <= (byte)'Z' => b - 'A',
        >= (byte)'a' and <= (byte)'z' => b - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => b - '0' + 52,
        (byte)'+' or (byte)'-' => 62,
        (byte)'/' or (byte)'_' => 63,
        _ => -1,
    };

    private static int Hex(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        _ => -1,
    };
}
