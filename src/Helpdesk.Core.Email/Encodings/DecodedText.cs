using System.Buffers;

namespace Helpdesk.Core.Email.Encodings;

/// <summary>The content of a part as text with LF as line end.</summary>
internal static class DecodedText
{
    public static string Of(ReadOnlyMemory<byte> raw, string encoding, string? charset)
    {
        var decoder = ContentDecoder.For(encoding);
        if (decoder is IdentityDecoder && !raw.Span.Contains((byte)'\r'))
        {
            return Charsets.Decode(raw.Span, charset);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(decoder.RoomFor(raw.Length));
        var bytes = buffer.AsSpan(0, decoder.Decode(raw.Span, buffer, out _));
        var text = Charsets.IsWide(charset)
            ? LineEnds(Charsets.Decode(bytes, charset))
            : Charsets.Decode(LineEnds(bytes), charset);
        ArrayPool<byte>.Shared.Return(buffer);
        return text;
    }

    // Before the charset is undone, so that a long text exists once: no charset of bytes uses CR and LF for anything else.
    private static Span<byte> LineEnds(Span<byte> bytes)
    {
        var length = bytes.IndexOf((byte)'\r');
        if (length < 0)
        {
            return bytes;
        }

        for (var at = length; at < bytes.Length; at++)
        {
            if (bytes[at] != '\r')
            {
                bytes[length++] = bytes[at];
            }
            else if (at + 1 == bytes.Length || bytes[at + 1] != '\n')
            {
                bytes[length++] = (byte)'\n';
            }
        }

        return bytes[..length];
    }

    private static string LineEnds(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
