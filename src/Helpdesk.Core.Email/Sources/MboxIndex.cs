using System.Text;
using Helpdesk.Core.Email.Encodings;
using Helpdesk.Core.Email.Headers;
using NodaTime;

namespace Helpdesk.Core.Email.Sources;

/// <summary>
/// Finds the mails of an mbox file: each begins with a line <c>From sender date</c> after an empty line. Such lines inside a mail
/// carry a <c>&gt;</c> (RFC 4155 and the mboxrd form).
/// </summary>
internal static class MboxIndex
{
    private const int MaxLine = 400;
    private const int HeadBytes = 64 * 1024;

    public static List<MailItem> Of(Func<Stream> open, string name)
    {
        using var stream = open();
        var starts = Starts(stream);
        var items = new List<MailItem>(starts.Count);
        for (var i = 0; i < starts.Count; i++)
        {
            var (offset, line) = starts[i];
            var end = i + 1 < starts.Count ? starts[i + 1].Offset : stream.Length;
            var head = new byte[(int)Math.Min(HeadBytes, end - offset)];
            stream.Position = offset;
            stream.ReadExactly(head);
            var arrived = MailReader.Arrival(head) ?? DateOf(line);
            items.Add(new MailItem($"{name}#{i + 1}", open, offset, end - offset, arrived, InMailboxFile: true));
        }

        return items;
    }

    /// <summary>Takes the <c>&gt;</c> off in place; the length of what is left.</summary>
    public static int Unescape(Span<byte> raw)
    {
        var (at, length) = (0, 0);
        while (at < raw.Length)
        {
            var start = at;
            var line = raw[Lines.Next(raw, ref at)];
            start += line.StartsWith((byte)'>') && line.TrimStart((byte)'>').StartsWith("From "u8) ? 1 : 0;
            raw[start..at].CopyTo(raw[length..]);
            length += at - start;
        }

        return length;
    }

    private static List<(long Offset, string Line)> Starts(Stream stream)
    {
        var starts = new List<(long, string)>();
        var line = new List<byte>(MaxLine);
        var buffer = new byte[1 << 16];
        var (position, lineStart, isAfterEmpty, length) = (0L, 0L, true, 0L);
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            foreach (var b in buffer.AsSpan(0, read))
            {
                position++;
                if (b != '\n')
                {
                    length++;
                    if (line.Count < MaxLine)
                    {
                        line.Add(b);
                    }

                    continue;
                }

                Close();
            }
        }

        if (length > 0)
        {
            Close();
        }

        return starts;

        void Close()
        {
            var text = Encoding.Latin1.GetString([.. line]).TrimEnd('\r');
            if (isAfterEmpty && text.StartsWith("From ", StringComparison.Ordinal) && (starts.Count == 0 || DateOf(text) is not null))
            {
                starts.Add((lineStart, text));
            }

            isAfterEmpty = text.Length == 0 && length <= 1;
            line.Clear();
            length = 0;
            lineStart = position;
        }
    }

    // "From sender Mon Oct  5 08:12:31 2026": the date begins behind the sender.
    private static Instant? DateOf(string line)
    {
        var parts = line.Split(' ', 3);
        return parts.Length == 3 ? MailDate.Read(parts[2]) : null;
    }
}
