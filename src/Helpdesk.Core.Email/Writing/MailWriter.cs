using System.Buffers;
using System.Text;

namespace Helpdesk.Core.Email.Writing;

/// <summary>Writes the lines of a mail. Fields take only what can be no more than a field.</summary>
internal sealed class MailWriter
{
    private const int BytesALine = 57; // 76 characters (RFC 2045, 6.8)

    private readonly ArrayBufferWriter<byte> _mail = new();

    public ReadOnlyMemory<byte> Written => _mail.WrittenMemory;

    /// <summary>A field. Its name is ours.</summary>
    public void Field(string name, HeaderValue value) => Write($"{name}: {value}\r\n");

    /// <summary>A part of a mail of one part, or the mail itself: type, encoding and content.</summary>
    public void Base64(ReadOnlySpan<byte> content)
    {
        Field("Content-Transfer-Encoding", HeaderValue.Constant("base64"));
        Line();
        while (!content.IsEmpty)
        {
            var line = content[..Math.Min(BytesALine, content.Length)];
            System.Buffers.Text.Base64.EncodeToUtf8(line, _mail.GetSpan(BytesALine * 2), out _, out var written);
            _mail.Advance(written);
            Line();
            content = content[line.Length..];
        }
    }

    /// <summary>The line that begins the next part.</summary>
    public void Boundary(string boundary, bool isLast = false) => Write($"--{boundary}{(isLast ? "--" : "")}\r\n");

    public void Line() => Write("\r\n");

    // Addresses with international letters are the only ones that are not ASCII (RFC 6532).
    private void Write(string text)
    {
        var span = _mail.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        _mail.Advance(Encoding.UTF8.GetBytes(text, span));
    }
}
