namespace Helpdesk.Core.Email.Mime;

/// <summary>The multiparts that are open at a place of a mail, outermost first.</summary>
internal sealed class OpenMultiparts
{
    private readonly List<OpenMultipart> _stack = [];

    public int Count => _stack.Count;

    public OpenMultipart Innermost => _stack[^1];

    public void Open(OpenMultipart multipart) => _stack.Add(multipart);

    public OpenMultipart Close()
    {
        var closed = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        return closed;
    }

    /// <summary>The outermost one whose boundary the line is; -1 for none.</summary>
    public int Find(ReadOnlySpan<byte> line, out bool isLast)
    {
        isLast = false;
        if (line.StartsWith("--"u8))
        {
            var text = line.TrimEnd(" \t"u8);
            for (var i = 0; i < _stack.Count; i++)
            {
                var mark = _stack[i].Mark;
                if (text.StartsWith(mark) && (text.Length == mark.Length || text[mark.Length..].SequenceEqual("--"u8)))
                {
                    isLast = text.Length > mark.Length;
                    return i;
                }
            }
        }

        return -1;
    }
}
