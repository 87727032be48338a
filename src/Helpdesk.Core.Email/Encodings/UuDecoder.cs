namespace Helpdesk.Core.Email.Encodings;

/// <summary>Uuencoded content: the lines between <c>begin</c> and <c>end</c>, each with its length before it.</summary>
internal sealed class UuDecoder : ContentDecoder
{
    private bool _hasBegun;
    private bool _isOver;

    public override int RoomFor(int encoded) => encoded + LeastRoom;

    public override int Decode(ReadOnlySpan<byte> source, Span<byte> target, out int read)
    {
        var written = 0;
        read = 0;
        while (read < source.Length && !_isOver && target.Length - written >= LeastRoom)
        {
            var line = source[Lines.Next(source, ref read)];
            if (!_hasBegun)
            {
                _hasBegun = line.StartsWith("begin "u8);
            }
            else if (line.StartsWith("end"u8) || line.IsEmpty)
            {
                _isOver = !line.IsEmpty;
            }
            else
            {
                written += Line(line, target[written..]);
            }
        }

        read = _isOver ? source.Length : read;
        return written;
    }

    private static int Line(ReadOnlySpan<byte> line, Span<byte> target)
    {
        var length = (line[0] - ' ') & 0x3F;
        var written = 0;
        for (var i = 1; i + 1 < line.Length && written < length; i += 4)
        {
            var group = (At(line, i) << 18) | (At(line, i + 1) << 12) | (At(line, i + 2) << 6) | At(line, i + 3);
            for (var shift = 16; shift >= 0 && written < length; shift -= 8)
            {
                target[written++] = (byte)(group >> shift);
            }
        }

        return written;
    }

    private static int At(ReadOnlySpan<byte> line, int i) => i < line.Length ? (line[i] - ' ') & 0x3F : 0;
}
