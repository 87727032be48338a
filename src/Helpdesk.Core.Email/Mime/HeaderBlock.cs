using System.Text;

namespace Helpdesk.Core.Email.Mime;

/// <summary>The headers at the beginning of a mail or a part, within limits.</summary>
internal sealed class HeaderBlock
{
    private const int MaxHeaders = 1 << 20;
    private const int MaxHeader = 64 * 1024;

    private HeaderBlock(IReadOnlyList<RawHeader> headers, int bodyAt)
    {
        Headers = headers;
        BodyAt = bodyAt;
    }

    public IReadOnlyList<RawHeader> Headers { get; }

    /// <summary>Where the body begins.</summary>
    public int BodyAt { get; }

    public static HeaderBlock Read(ReadOnlySpan<byte> bytes, ICollection<string> flags)
    {
        var headers = new List<RawHeader>();
        string? name = null;
        var value = new List<byte>();
        var at = bytes.StartsWith(Encoding.UTF8.Preamble) ? 3 : 0;
        var isFirst = true;
        while (at < bytes.Length)
        {
            var start = at;
            var line = bytes[Lines.Next(bytes, ref at)];
            if (line.IsEmpty)
            {
                if (isFirst)
                {
                    continue;
                }

                break;
            }

            if (start > MaxHeaders)
            {
                flags.Add("headers-too-long");
                break;
            }

            if (line[0] is (byte)' ' or (byte)'\t')
            {
                Append(value, line, flags);
            }
            else if (NameOf(line) is { } next)
            {
                Close();
                name = next;
                Append(value, line[(line.IndexOf((byte)':') + 1)..], flags);
            }
            else if (!IsSkipped(line, isFirst))
            {
                // No header any more and no empty line before: the body begins here.
                flags.Add("headers-not-closed");
                at = start;
                break;
            }

            isFirst = false;
        }

        Close();
        return new HeaderBlock(headers, at);

        void Close()
        {
            if (name is not null)
            {
                headers.Add(new RawHeader(name, Charsets.Decode(value.ToArray()).Trim()));
            }

            name = null;
            value.Clear();
        }
    }

    public string? First(string name)
    {
        foreach (var header in Headers)
        {
            if (header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return header.Value;
            }
        }

        return null;
    }

    private static bool IsSkipped(ReadOnlySpan<byte> line, bool isFirst) =>
        line.StartsWith(">From "u8) || (isFirst && line.StartsWith("From "u8));

    private static void Append(List<byte> value, ReadOnlySpan<byte> line, ICollection<string> flags)
    {
        var room = Math.Max(0, MaxHeader - value.Count);
        if (line.Length > room)
        {
            flags.Add("header-too-long");
        }

        value.AddRange(line[..Math.Min(room, line.Length)]);
    }

    // Printable ASCII before the colon; blanks just before it are an old habit.
    private static string? NameOf(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon is <= 0 or > 200)
        {
            return null;
        }

        var name = line[..colon].TrimEnd(" \t"u8);
        return name.IsEmpty || name.IndexOfAnyExceptInRange((byte)33, (byte)126) >= 0 ? null : Encoding.ASCII.GetString(name);
    }
}
