using System.Buffers;

namespace Helpdesk.Core.Email.Encodings;

/// <summary>
/// Quoted-printable (RFC 2045, 6.7). Lower-case digits are forgiven, and a <c>=</c> that begins nothing stands for itself.
/// </summary>
internal sealed class QuotedPrintableDecoder : ContentDecoder
{
    private static readonly SearchValues<byte> Special = SearchValues.Create("=\r\n"u8);

    public override int RoomFor(int encoded) => encoded;

    public override int Decode(ReadOnlySpan<byte> source, Span<byte> target, out int read)
    {
        var written = 0;
        read = 0;
        while (read < source.Length)
        {
            var rest = source[read..];
            var plain = rest.IndexOfAny(Special);
            plain = plain < 0 ? rest.Length : plain;
            var copied = Math.Min(plain, target.Length - written);
            rest[..copied].CopyTo(target[written..]);
            (read, written) = (read + copied, written + copied);
            if (copied < plain || read == source.Length || written == target.Length)
            {
                return written;
            }

            rest = rest[plain..];
            if (rest[0] != '=')
            {
                target[written++] = rest[0];
                read++;
            }
            else if (rest.Length > 2 && Hex(rest[1]) is var high and >= 0 && Hex(rest[2]) is var low and >= 0)
            {
                target[written++] = (byte)((high << 4) | low);
                read += 3;
            }
            else if (SoftBreak(rest[1..]) is var length and >= 0)
            {
                read += 1 + length;
            }
            else
            {
                target[written++] = (byte)'=';
                read++;
            }
        }

        return written;
    }

    public static int Hex(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        _ => -1,
    };

    // The length of a line end with blanks before it, or of the end of all; -1 when there is none.
    private static int SoftBreak(ReadOnlySpan<byte> rest)
    {
        var blanks = rest.IndexOfAnyExcept((byte)' ', (byte)'\t');
        return blanks < 0 ? rest.Length
            : rest[blanks] == '\n' ? blanks + 1
            : rest[blanks] != '\r' ? -1
            : blanks + 1 < rest.Length && rest[blanks + 1] == '\n' ? blanks + 2
            : blanks + 1;
    }
}
