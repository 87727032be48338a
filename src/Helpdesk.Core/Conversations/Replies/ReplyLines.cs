using System.Buffers;

namespace Helpdesk.Core.Conversations.Replies;

/// <summary>The lines of a message that are still looked at. What was found to be history or signature is no longer among them.</summary>
internal sealed class ReplyLines(string text, IReadOnlyList<TextLine> lines)
{
    private const string InvisibleInLine =
        " \t\u00a0\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u3000\ufeff";

    // What is invisible at the ends of lines: direction marks, zero-width blanks, byte order marks.
    private static readonly SearchValues<char> Invisible = SearchValues.Create(InvisibleInLine);

    /// <summary>The same and line breaks.</summary>
    public static SearchValues<char> Blank { get; } = SearchValues.Create(InvisibleInLine + "\r\n");

    public int Count => lines.Count;

    /// <summary>A line without its break and what is invisible around it; empty behind the end.</summary>
    public ReadOnlySpan<char> this[int index] => index < lines.Count ? Visible(text.AsSpan(lines[index].Start, lines[index].End - lines[index].Start)) : [];

    public bool IsBlank(int index) => this[index].IsEmpty;

    /// <summary>Whether it is quoted as mail programs quote.</summary>
    public bool IsQuoted(int index) => this[index] is ['>', ..];

    /// <summary>The first line from an index on that is not blank; the count when there is none.</summary>
    public int NextWritten(int index)
    {
        while (index < lines.Count && IsBlank(index))
        {
            index++;
        }

        return index;
    }

    /// <summary>What is to be seen of a line.</summary>
    public static ReadOnlySpan<char> Visible(ReadOnlySpan<char> line)
    {
        var first = line.IndexOfAnyExcept(Invisible);
        return first < 0 ? [] : line[first..(line.LastIndexOfAnyExcept(Invisible) + 1)];
    }
}
