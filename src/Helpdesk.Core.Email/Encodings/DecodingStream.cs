namespace Helpdesk.Core.Email.Encodings;

/// <summary>Decodes the content of a part while it is read.</summary>
internal sealed class DecodingStream(ReadOnlyMemory<byte> raw, ContentDecoder decoder) : Stream
{
    // A decoder needs some room to make progress; a caller may ask for less.
    private readonly byte[] _small = new byte[ContentDecoder.LeastRoom];
    private int _at;
    private int _smallFrom;
    private int _smallTo;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override int Read(Span<byte> buffer)
    {
        if (_smallFrom == _smallTo && buffer.Length >= ContentDecoder.LeastRoom)
        {
            return Decode(buffer);
        }

        if (_smallFrom == _smallTo)
        {
            (_smallFrom, _smallTo) = (0, Decode(_small));
        }

        var length = Math.Min(buffer.Length, _smallTo - _smallFrom);
        _small.AsSpan(_smallFrom, length).CopyTo(buffer);
        _smallFrom += length;
        return length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // Some source gives no bytes, such as noise: go on until there are some, or the end.
    private int Decode(Span<byte> target)
    {
        var written = 0;
        while (written == 0 && _at < raw.Length)
        {
            written = decoder.Decode(raw.Span[_at..], target, out var read);
            _at += read;
        }

        return written;
    }
}
