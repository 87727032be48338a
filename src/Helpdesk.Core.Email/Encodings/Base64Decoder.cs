using System.Buffers.Text;

namespace Helpdesk.Core.Email.Encodings;

/// <summary>
/// Base64 (RFC 2045, 6.8). What is no letter of the alphabet is skipped; padding may lack; behind padding nothing counts, for list
/// servers write their footers there.
/// </summary>
internal sealed class Base64Decoder : ContentDecoder
{
    private const int MaxRun = 4096;

    private int _bits;
    private int _letters;
    private int _padding;
    private bool _isOver;

    public override int RoomFor(int encoded) => (encoded / 4 * 3) + 3;

    public override int Decode(ReadOnlySpan<byte> source, Span<byte> target, out int read)
    {
        var written = 0;
        read = 0;
        while (read < source.Length && !_isOver && written < target.Length)
        {
            // Whole groups on lines of their own are what nearly all content consists of.
            var run = Run(source[read..], target.Length - written);
            var end = read + run.Length;
            if (_letters == 0)
            {
                Base64.DecodeFromUtf8(run, target[written..], out var done, out var bytes, isFinalBlock: false);
                read += done;
                written += bytes;
            }

            // What is left, and the line end behind it, a letter at a time.
            do
            {
                written += read < source.Length ? Take(source[read++], target[written..]) : 0;
            }
            while (read < end && !_isOver && written < target.Length);
        }

        read = _isOver ? source.Length : read;
        return written;
    }

    // The whole groups of what is left of the line, as far as there is room.
    private static ReadOnlySpan<byte> Run(ReadOnlySpan<byte> source, int room)
    {
        var most = Math.Min(Math.Min(source.Length, MaxRun), room / 3 * 4);
        var end = source[..most].IndexOfAny((byte)'\n', (byte)'\r', (byte)'=');
        return source[..((end < 0 ? most : end) & ~3)];
    }

    private int Take(byte letter, Span<byte> target)
    {
        var value = Value(letter);
        if (value < 0)
        {
            _padding += letter == '=' && _letters >= 2 ? 1 : 0;
            _isOver = _letters + _padding == 4;
            return 0;
        }

        _bits = ((_bits << 6) | value) & 0xFFF;
        _letters = (_letters + 1) & 3;
        _padding = 0;
        if (_letters == 1)
        {
            return 0;
        }

        target[0] = (byte)(_bits >> (2 * (4 - (_letters == 0 ? 4 : _letters))));
        return 1;
    }

    private static int Value(byte b) => b switch
    {
        >= (byte)'A' and <= (byte)'Z' => b - 'A',
        >= (byte)'a' and <= (byte)'z' => b - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => b - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };
}
