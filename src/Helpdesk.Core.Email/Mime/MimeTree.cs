using System.Text;

namespace Helpdesk.Core.Email.Mime;

/// <summary>Finds the leaves of a mail, depth first, without recursion and within limits.</summary>
internal static class MimeTree
{
    private const int MaxParts = 1_000;
    private const int MaxDepth = 20;

    public static List<MimeLeaf> Leaves(ReadOnlySpan<byte> mail, HeaderBlock headers, ICollection<string> flags)
    {
        var leaves = new List<MimeLeaf>();
        var waiting = new Stack<(HeaderBlock Headers, Range Body, int Depth)>();
        waiting.Push((headers, headers.BodyAt..mail.Length, 0));
        while (waiting.TryPop(out var part))
        {
            var type = new FieldParameters(part.Headers.First("Content-Type"));
            var boundary = type.Value.StartsWith("multipart/", StringComparison.Ordinal) ? type["boundary"]?.TrimEnd() : null;
            if (boundary is { Length: > 0 and <= 200 } && part.Depth < MaxDepth)
            {
                var children = Split(mail, part.Body, boundary);
                if (leaves.Count + waiting.Count + children.Count > MaxParts)
                {
                    flags.Add("too-many-parts");
                    children = children[..Math.Max(0, MaxParts - leaves.Count - waiting.Count)];
                }

                for (var i = children.Count - 1; i >= 0; i--)
                {
                    var (start, end) = (children[i].Start.Value, children[i].End.Value);
                    var inner = HeaderBlock.Read(mail[start..end], flags);
                    waiting.Push((inner, (start + inner.BodyAt)..end, part.Depth + 1));
                }

                if (children.Count > 0)
                {
                    continue;
                }
            }
            else if (boundary is not null && part.Depth >= MaxDepth)
            {
                flags.Add("too-deep");
            }

            leaves.Add(new MimeLeaf(
                type.Value.StartsWith("multipart/", StringComparison.Ordinal) ? new FieldParameters("text/plain") : type,
                new FieldParameters(part.Headers.First("Content-Disposition")),
                part.Headers.First("Content-Transfer-Encoding"),
                part.Body));
        }

        return leaves;
    }

    // The line end before a boundary belongs to the boundary. What stands before the first and behind the last is no part.
    private static List<Range> Split(ReadOnlySpan<byte> mail, Range body, string boundary)
    {
        var mark = Encoding.UTF8.GetBytes("--" + boundary);
        var parts = new List<Range>();
        var content = mail[..body.End.Value];
        var at = body.Start.Value;
        int? open = null;
        var before = at;
        while (at < content.Length)
        {
            var line = Lines.Next(content, ref at);
            var text = content[line];
            if (text.StartsWith(mark) && IsMark(text[mark.Length..], out var isLast))
            {
                if (open is { } start)
                {
                    parts.Add(start..Math.Max(start, before));
                }

                open = isLast ? null : at;
                if (isLast)
                {
                    return parts;
                }
            }

            before = line.End.Value;
        }

        if (open is { } last)
        {
            parts.Add(last..content.Length);
        }

        return parts;
    }

    private static bool IsMark(ReadOnlySpan<byte> rest, out bool isLast)
    {
        isLast = rest.StartsWith("--"u8);
        return (isLast ? rest[2..] : rest).Trim(" \t"u8).IsEmpty;
    }
}
