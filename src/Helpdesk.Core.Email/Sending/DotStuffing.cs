namespace Helpdesk.Core.Email.Sending;

/// <summary>Makes a mail fit to stand behind DATA (RFC 5321, 4.5.2).</summary>
internal static class DotStuffing
{
    /// <summary>
    /// Doubles each dot that begins a line, makes every end of a line CR LF and ends the last one. With no lone CR or LF on the wire, no
    /// two servers can disagree on where the mail ends.
    /// </summary>
    public static byte[] Encode(ReadOnlySpan<byte> mail)
    {
        using var wire = new MemoryStream(mail.Length + (mail.Length / 64) + 2);
        var isLineStart = true;
        for (var i = 0; i < mail.Length; i++)
        {
            if (mail[i] is (byte)'\r' or (byte)'\n')
            {
                i += mail[i] == '\r' && i + 1 < mail.Length && mail[i + 1] == '\n' ? 1 : 0;
                wire.Write("\r\n"u8);
                isLineStart = true;
                continue;
            }

            if (isLineStart && mail[i] == '.')
            {
                wire.WriteByte((byte)'.');
            }

            wire.WriteByte(mail[i]);
            isLineStart = false;
        }

        if (!isLineStart)
        {
            wire.Write("\r\n"u8);
        }

        return wire.ToArray();
    }
}
