namespace Helpdesk.Core.Conversations.Replies;

/// <summary>The head that mail programs put above an older message: who wrote it, when, to whom, about what.</summary>
internal sealed class HeaderBlock
{
    private const int MaxLines = 16;
    private const int MaxWrapped = 2;

    private readonly Dictionary<HeaderName, string> _values = [];

    private HeaderBlock()
    {
    }

    /// <summary>The line behind it.</summary>
    public int End { get; private set; }

    /// <summary>The value of a line; empty when there is none.</summary>
    public string this[HeaderName name] => _values.GetValueOrDefault(name, "");

    /// <summary>
    /// Reads the block at a place. It takes two lines, of which one names the sender, or the date with an address; and a subject, an address or a
    /// moment: "From: Berlin, To: Hamburg" is what people ask for.
    /// </summary>
    /// <param name="lines">The lines.</param>
    /// <param name="at">Where it would begin.</param>
    /// <returns>Null when there is none.</returns>
    public static HeaderBlock? At(ReplyLines lines, int at)
    {
        if (HeaderNames.Find(lines[at], out _) is not (HeaderName.From or HeaderName.Date or HeaderName.To or HeaderName.Subject or HeaderName.ReplyTo))
        {
            return null;
        }

        var block = new HeaderBlock { End = at };
        var last = HeaderName.None;
        var wrapped = 0;
        for (var i = at; i < lines.Count && i < at + MaxLines; i++)
        {
            var name = HeaderNames.Find(lines[i], out var value);
            if (name != HeaderName.None)
            {
                if (!block._values.TryAdd(name, value.ToString()) && name != HeaderName.Other && name != HeaderName.Date)
                {
                    break;
                }

                (last, wrapped, block.End) = (name, 0, i + 1);
            }
            else if (lines.IsBlank(i))
            {
                // A mail program that writes HTML as text puts a blank line after each.
                if (HeaderNames.Find(lines[i + 1], out _) == HeaderName.None || block._values.Count < 2 && !lines[at].Contains('*'))
                {
                    break;
                }
            }
            else if (++wrapped > MaxWrapped || !Continues(lines, i))
            {
                break;
            }
            else
            {
                block._values[last] += " " + lines[i].ToString();
            }
        }

        return block.IsHead() ? block : null;
    }

    private static bool Continues(ReplyLines lines, int at) =>
        HeaderNames.Find(lines[at + 1], out _) != HeaderName.None || HeaderNames.Find(lines[at + 2], out _) != HeaderName.None;

    private bool IsHead()
    {
        var isAddressed = _values.Any(v => v.Key is HeaderName.From or HeaderName.To or HeaderName.ReplyTo or HeaderName.Cc && v.Value.Contains('@'));
        return _values.ContainsKey(HeaderName.From)
            ? _values.Count >= 2 && (isAddressed || _values.ContainsKey(HeaderName.Subject))
            : isAddressed && _values.ContainsKey(HeaderName.Date) && _values.Count >= 2;
    }
}
