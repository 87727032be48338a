namespace Helpdesk.Core.Email.Encodings;

/// <summary>Walks over lines that end in LF, CRLF or a lone CR.</summary>
internal static class Lines
{
    /// <summary>The line at the position, without its end; moves the position behind its end.</summary>
    public static Range Next(ReadOnlySpan<byte> bytes, ref int at)
    {
        var start = at;
        var rest = bytes[start..];
        var length = rest.IndexOfAny((byte)'\n', (byte)'\r');
        if (length < 0)
        {
            at = bytes.Length;
            return start..bytes.Length;
        }

        var end = start + length;
        at = end + 1;
        if (bytes[end] == '\r' && at < bytes.Length && bytes[at] == '\n')
        {
            at++;
        }

        return start..end;
    }
}
