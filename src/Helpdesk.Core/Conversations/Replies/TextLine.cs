using System.Runtime.InteropServices;

namespace Helpdesk.Core.Conversations.Replies;

/// <summary>A line of a text: where it begins, where its break begins and where the next line does.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextLine(int Start, int End, int Next)
{
    /// <summary>Whether nothing is to be seen in it.</summary>
    public bool IsBlankIn(string text) => ReplyLines.Visible(text.AsSpan(Start, End - Start)).IsEmpty;

    /// <summary>How many lines of a text are looked at. What people write is shorter; what is longer is shown.</summary>
    public const int Most = 10_000;

    /// <summary>The first lines of a text, one after the other without a gap. Breaks are CR, LF or both.</summary>
    public static List<TextLine> Of(string text)
    {
        var lines = new List<TextLine>();
        var start = 0;
        while (start < text.Length && lines.Count < Most)
        {
            var length = text.AsSpan(start).IndexOfAny('\n', '\r');
            var end = length < 0 ? text.Length : start + length;
            var next = end == text.Length ? end
                : text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2
                : end + 1;
            lines.Add(new TextLine(start, end, next));
            start = next;
        }

        return lines;
    }
}
