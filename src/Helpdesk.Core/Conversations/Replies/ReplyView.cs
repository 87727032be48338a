using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Conversations.Replies;

/// <summary>
/// What is new in a message that answers another: a view, the message stays whole. Losing what a customer wrote is a fault, leaving a
/// quote is a blemish; so what is not known to be old stays, and when nothing would be left, everything does. Knows the lines of mail
/// programs in some twenty languages. Immutable.
/// </summary>
public sealed class ReplyView
{
    // What one look hides may uncover more; each look only takes away. A text that still changes then is shown whole.
    private const int MaxLooks = 8;

    private ReplyView(IReadOnlyList<ReplyPart> parts, string newText) => (Parts, NewText) = (parts, newText);

    /// <summary>All of the message, in order: joined, they give it back exactly.</summary>
    public IReadOnlyList<ReplyPart> Parts { get; }

    /// <summary>
    /// The parts that are text, joined, without blank lines at the ends. Never empty when something was written, and stripping it once more changes
    /// nothing.
    /// </summary>
    public string NewText { get; }

    /// <summary>Whether anything is hidden.</summary>
    public bool HidesAnything => Parts.Any(p => p.Kind != ReplyPartKind.Text);

    /// <summary>
    /// Looks at a message. One that answers nothing is shown whole, and so is a forward: whoever quotes there wants that to be read.
    /// </summary>
    public static ReplyView Of(InboundMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Of(message.Subject, message.InReplyTo.Count + message.References.Count > 0, message.Text);
    }

    /// <inheritdoc cref="Of(InboundMessage)"/>
    public static ReplyView Of(TicketMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Of(message.Subject, message.References.Count > 0, message.Text);
    }

    /// <summary>Looks at the text of a reply, in time linear in its length.</summary>
    /// <param name="text">The text, with any line breaks.</param>
    public static ReplyView Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var all = TextLine.Of(text);
        var isLonger = all.Count > 0 && all[^1].Next < text.Length;
        var kinds = new ReplyPartKind[all.Count];
        List<int> left = [.. Enumerable.Range(0, all.Count)];
        for (var look = 0; look < MaxLooks && left.Exists(i => !all[i].IsBlankIn(text)); look++)
        {
            var pass = ReplyPass.Over(new ReplyLines(text, [.. left.Select(i => all[i])]));
            if (look == 0 && isLonger && !pass.EndsInHistory)
            {
                break;
            }

            var next = new List<int>(left.Count);
            for (var i = 0; i < left.Count; i++)
            {
                kinds[left[i]] = pass.Kinds[i];
                if (pass.Kinds[i] == ReplyPartKind.Text)
                {
                    next.Add(left[i]);
                }
            }

            if (next.Count == left.Count)
            {
                return new ReplyView(PartsOf(text, all, kinds), Trimmed(string.Concat(left.Select(i => text[all[i].Start..all[i].Next]))));
            }

            left = next;
        }

        return Whole(text);
    }

    private static ReplyView Of(string subject, bool hasAncestors, string text) =>
        BaseSubject.Of(subject) is { } about && (about.IsReply || (hasAncestors && !about.IsForward)) ? Of(text) : Whole(text);

    private static ReplyView Whole(string text) => new(text.Length == 0 ? [] : [new ReplyPart(ReplyPartKind.Text, text)], Trimmed(text));

    private static List<ReplyPart> PartsOf(string text, List<TextLine> lines, ReplyPartKind[] kinds)
    {
        var parts = new List<ReplyPart>();
        for (var i = 0; i < lines.Count;)
        {
            var from = i;
            while (i < lines.Count && kinds[i] == kinds[from])
            {
                i++;
            }

            parts.Add(new ReplyPart(kinds[from], text[lines[from].Start..(i == lines.Count ? text.Length : lines[i].Start)]));
        }

        return parts;
    }

    // Without what is blank before its first and behind its last written line; the indentation of the first stays.
    private static string Trimmed(string text)
    {
        var end = text.AsSpan().LastIndexOfAnyExcept(ReplyLines.Blank) + 1;
        var first = text.AsSpan().IndexOfAnyExcept(ReplyLines.Blank);
        return end == 0 ? "" : text[(text.AsSpan(0, first).LastIndexOfAny('\n', '\r') + 1)..end];
    }
}
