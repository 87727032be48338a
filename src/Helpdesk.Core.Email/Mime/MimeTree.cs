using Helpdesk.Core.Email.Encodings;
using Helpdesk.Core.Email.Headers;

namespace Helpdesk.Core.Email.Mime;

/// <summary>
/// Takes a mail apart in one pass: headers, then from boundary to boundary. No recursion, so that depth costs nothing; an outer
/// boundary ends everything inside it, closed or not.
/// </summary>
internal sealed class MimeTree
{
    private readonly ReadOnlyMemory<byte> _mail;
    private readonly MailLimits _limits;
    private readonly ICollection<string> _flags;
    private readonly OpenMultiparts _open = new();
    private int _headerRoom;
    private int _at;

    // The leaf at hand; null in what stands before the first and behind the last part of a multipart.
    private PartFields? _leaf;
    private int _leafAt;
    private int _partAt = -1;

    private MimeTree(ReadOnlyMemory<byte> mail, MailLimits limits, ICollection<string> flags)
    {
        (_mail, _limits, _flags) = (mail, limits, flags);
        _headerRoom = limits.MaxAllHeadersBytes;
    }

    public List<MimeHeader> Headers { get; } = [];

    /// <summary>The leaves, depth first.</summary>
    public List<MimePart> Parts { get; } = [];

    public static MimeTree Read(ReadOnlyMemory<byte> mail, MailLimits limits, ICollection<string> flags)
    {
        var tree = new MimeTree(mail, limits, flags);
        tree.Begin(isTop: true, "text/plain");
        while (tree.Step())
        {
        }

        return tree;
    }

    /// <summary>The headers alone.</summary>
    public static List<MimeHeader> ReadHeaders(ReadOnlyMemory<byte> mail, MailLimits limits)
    {
        var tree = new MimeTree(mail, limits, new List<string>());
        tree.Begin(isTop: true, "text/plain");
        return tree.Headers;
    }

    // On to the next boundary: it ends the leaf at hand and what is open inside its multipart.
    private bool Step()
    {
        if (!FindBoundary(out var line, out var behind, out var index, out var isLast))
        {
            End(_mail.Length, 0);
            return false;
        }

        if (line == _partAt && !isLast && index == _open.Count - 1)
        {
            _leaf = null; // one boundary right behind another begins the same part again
        }

        End(BeforeBreak(line), index + 1);
        _open.Innermost.HasParts = true;
        _at = behind;
        if (isLast)
        {
            _open.Close();
        }
        else if (Parts.Count + 1 >= _limits.MaxParts)
        {
            _flags.Add(MailFlags.TooManyParts);
            Parts.Add(new MimePart(PartFields.Opaque, _mail[_at..], null));
            return false;
        }
        else
        {
            _partAt = _at;
            Begin(isTop: false, _open.Innermost.IsDigest ? "message/rfc822" : "text/plain");
        }

        return _open.Count > 0;
    }

    private void Begin(bool isTop, string defaultType)
    {
        var span = _mail.Span;
        var fields = new PartFields(defaultType);
        var scanner = new HeaderScanner(span, _at, isTop, _flags);
        while (scanner.Next())
        {
            var (from, to) = (scanner.Value.Start.Value, Cut(scanner.Value));
            if (isTop && to > from)
            {
                AddHeader(scanner.Name, from..to);
            }

            if (to > from && PartFields.Has(scanner.Name))
            {
                fields.Take(scanner.Name, span[from..to], _flags);
            }
        }

        _at = scanner.BodyAt;
        var boundary = fields.Type.Value.StartsWith("multipart/", StringComparison.Ordinal) ? fields.Type.Strict("boundary")?.TrimEnd() : null;
        if (boundary is { Length: > 0 } && _open.Count < _limits.MaxDepth)
        {
            if (fields.Type.HasTwo("boundary"))
            {
                _flags.Add(MailFlags.Ambiguous);
            }

            _open.Open(new OpenMultipart(boundary, fields, _at, _open.Count > 0 ? _open.Innermost : null));
            _leaf = null;
            return;
        }

        if (boundary is { Length: > 0 })
        {
            _flags.Add(MailFlags.TooDeep);
            fields = PartFields.Opaque;
        }

        (_leaf, _leafAt) = (fields, _at);
    }

    private void AddHeader(ReadOnlySpan<byte> name, Range value)
    {
        if (Headers.Count < _limits.MaxHeaders)
        {
            Headers.Add(new MimeHeader(System.Text.Encoding.ASCII.GetString(name), _mail[value]));
        }
        else
        {
            _flags.Add(MailFlags.TooManyHeaders);
        }
    }

    // Where the value ends as far as the limits let it be read.
    private int Cut(Range value)
    {
        var (from, to) = (value.Start.Value, value.End.Value);
        if (to - from > _limits.MaxHeaderBytes)
        {
            _flags.Add(MailFlags.HeaderTooLong);
            to = from + _limits.MaxHeaderBytes;
        }

        if (to - from + 1 > _headerRoom)
        {
            _flags.Add(MailFlags.HeadersTooLong);
            return from;
        }

        _headerRoom -= to - from + 1;
        return to;
    }

    // Ends the leaf at hand and all multiparts but the outermost ones.
    private void End(int end, int keep)
    {
        if (_leaf is not null)
        {
            Add(_leaf, _leafAt, end, _open.Count > 0 ? _open.Innermost : null);
            _leaf = null;
        }

        while (_open.Count > keep)
        {
            var closed = _open.Close();
            if (!closed.HasParts)
            {
                Add(closed.Fields, closed.BodyAt, end, _open.Count > 0 ? _open.Innermost : null); // without parts it is no multipart
            }
            else
            {
                _flags.Add(MailFlags.MultipartNotClosed);
            }
        }
    }

    private void Add(PartFields fields, int from, int end, OpenMultipart? within) =>
        Parts.Add(new MimePart(fields, _mail[from..Math.Max(from, end)], within));

    private bool FindBoundary(out int line, out int behind, out int index, out bool isLast)
    {
        var span = _mail.Span;
        var at = _at;
        while (_open.Count > 0 && span[at..].IndexOf("--"u8) is var found and >= 0)
        {
            line = at + found;
            if (line == _at || span[line - 1] is (byte)'\n' or (byte)'\r')
            {
                behind = line;
                index = _open.Find(span[Lines.Next(span, ref behind)], out isLast);
                if (index >= 0)
                {
                    return true;
                }
            }

            // No line begins within a run of dashes.
            var run = span[line..].IndexOfAnyExcept((byte)'-');
            at = run < 0 ? span.Length : line + run;
        }

        (line, behind, index, isLast) = (0, 0, -1, false);
        return false;
    }

    // The line break before a boundary belongs to the boundary.
    private int BeforeBreak(int line)
    {
        var span = _mail.Span;
        var end = line;
        end -= end > 0 && span[end - 1] == '\n' ? 1 : 0;
        return end - (end > 0 && span[end - 1] == '\r' ? 1 : 0);
    }
}
