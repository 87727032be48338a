namespace Helpdesk.Core.Evaluation;

/// <summary>Cuts a stream of bytes into lines of bounded length without copying them. Not safe for several threads.</summary>
/// <param name="input">What is read.</param>
/// <param name="maxBytes">The longest line, without its line break.</param>
/// <param name="beforeWaiting">Called before every read, which may wait for whoever writes the input.</param>
internal sealed class LineReader(Stream input, int maxBytes, Action beforeWaiting)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _isFirst = true;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The next line, without its line break; valid until the next call. The last one needs no line break.</summary>
    public LineKind Next(out ReadOnlySpan<byte> line)
    {
        var isTooLong = false;
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            searched = found < 0 ? _end - _start : searched + found;
            if (searched > maxBytes)
            {
                isTooLong = true; // what was read of it is forgotten
                _start += searched;
                searched = 0;
            }

            if (found >= 0)
            {
                line = Take(searched);
                _start++;
                return isTooLong ? LineKind.TooLong : LineKind.Line;
            }

            if (!Fill())
            {
                line = Take(searched);
                return isTooLong ? LineKind.TooLong : searched == 0 ? LineKind.End : LineKind.Line;
            }
        }
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        ReadOnlySpan<byte> line = _buffer.AsSpan(_start, length);
        _start += length;
        if (_isFirst && line.StartsWith(ByteOrderMark))
        {
            line = line[ByteOrderMark.Length..];
        }

        _isFirst = false;
        return line;
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        beforeWaiting();
        var read = input.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
