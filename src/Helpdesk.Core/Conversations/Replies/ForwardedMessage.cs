using System.Globalization;
using System.Text;
using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Conversations.Replies;

/// <summary>
/// A message that somebody handed on inside another: who wrote it, when, about what. What stands there is what the one who handed it on
/// says; nobody vouches for it.
/// </summary>
/// <param name="From">Who wrote it.</param>
/// <param name="Date">When, as it is written there; empty when it is not.</param>
/// <param name="Subject">What it was about; empty when it is not said.</param>
/// <param name="Text">What was written.</param>
/// <param name="Comment">What the one who handed it on wrote above it; empty for nothing.</param>
public sealed record ForwardedMessage(Address From, string Date, string Subject, string Text, string Comment)
{
    // What an agent writes on the first line to open a ticket for somebody else.
    private const string Command = "@fwd";

    /// <summary>
    /// The message for whose author an agent opens a ticket: the first line is <c>@fwd</c>, and a message is handed on below or attached. Only an agent may
    /// be asked: anybody can write down anybody's name.
    /// </summary>
    /// <returns>Null when nothing of the kind is said.</returns>
    public static ForwardedMessage? OnBehalf(InboundMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var text = message.Text.TrimStart();
        var end = text.AsSpan().IndexOfAny('\n', '\r');
        var first = end < 0 ? text : text[..end];
        return !first.AsSpan().Trim().Equals(Command, StringComparison.OrdinalIgnoreCase) ? null
            : Parse(text[first.Length..], isForward: true) ?? Of(message.Handed, text[first.Length..]);
    }

    /// <summary>The message that somebody handed on in a message of a ticket.</summary>
    /// <returns>Null when there is none.</returns>
    public static ForwardedMessage? In(TicketMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Parse(message.Text, BaseSubject.Of(message.Subject).IsForward) ?? Of(message.Handed, message.Text);
    }

    private static ForwardedMessage? Of(HandedMessage? handed, string comment) =>
        handed is null ? null : new ForwardedMessage(handed.From, handed.Date, handed.Subject, handed.Text, comment.Trim());

    /// <summary>
    /// Takes the first message out that is handed on in a text: behind a line that announces it, in the words of some twenty languages, or, in a
    /// message whose subject says that it is a forward, at the first head of an older message. In time linear in the length of the text.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="isForward">Whether the subject says that it is a forward.</param>
    /// <returns>Null when there is none, or none with an address.</returns>
    public static ForwardedMessage? Parse(string text, bool isForward)
    {
        ArgumentNullException.ThrowIfNull(text);
        var all = TextLine.Of(text);
        var lines = new ReplyLines(text, all);
        for (var i = 0; i < lines.Count; i++)
        {
            var isAnnounced = Banners.IsForward(Unquoted(lines[i]));
            if (!isAnnounced && (!isForward || (HeaderBlock.At(lines, i) is null && !Banners.IsBanner(lines[i]))))
            {
                continue;
            }

            // Apple quotes what it forwards.
            var isQuoted = lines.IsQuoted(i) || lines.IsQuoted(lines.NextWritten(i + 1));
            var (inner, shown) = isQuoted ? Unquoted(text, all, i) : (text, all);
            var head = new ReplyLines(inner, shown);
            var at = isQuoted ? 0 : i;
            at = Banners.IsBanner(head[at]) ? head.NextWritten(at + 1) : at;
            if (HeaderBlock.At(head, at) is { } block && AddressIn(block[HeaderName.From]) is { } from)
            {
                var body = head.NextWritten(block.End);
                return new ForwardedMessage(
                    from,
                    block[HeaderName.Date],
                    block[HeaderName.Subject],
                    body < shown.Count ? inner[shown[body].Start..].TrimEnd() : "",
                    text[..all[i].Start].Trim());
            }

            if (!isAnnounced)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The text by which a message is handed on, as <see cref="Parse"/> reads it.</summary>
    internal static string Write(TicketMessage message)
    {
        var date = (message.SentAt ?? message.At).ToString("uuuu-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        return $"---------- Forwarded message ----------\nFrom: {Line(message.From.ToString())}\nDate: {date}\nSubject: {Line(message.Subject)}\n\n{message.Text}";
    }

    private static string Line(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));

    // "Ann <ann@x.example>", "Ann [mailto:ann@x.example]", "Ann (ann@x.example)", "ann@x.example".
    private static Address? AddressIn(string value)
    {
        var at = value.IndexOf('@', StringComparison.Ordinal);
        if (at <= 0)
        {
            return null;
        }

        var start = value.LastIndexOfAny([' ', '<', '[', '(', ':', '"', ';'], at) + 1;
        var end = value.IndexOfAny([' ', '>', ']', ')', '<', '"', ';', ','], at);
        var address = value[start..(end < 0 ? value.Length : end)];
        if (address.Length <= address.IndexOf('@', StringComparison.Ordinal) + 1 || address[0] == '@')
        {
            return null;
        }

        var open = value.IndexOfAny(['<', '[', '(']);
        return Address.Mail(address, open > 0 && open < start ? value[..open].Trim(' ', '"', '\'', '*') : "");
    }

    private static ReadOnlySpan<char> Unquoted(ReadOnlySpan<char> line) => line.TrimStart("> ");

    // The lines from an index on, each without its first quote mark.
    private static (string Text, List<TextLine> Lines) Unquoted(string text, List<TextLine> lines, int from)
    {
        var unquoted = new StringBuilder();
        for (var i = from; i < lines.Count; i++)
        {
            var line = text.AsSpan(lines[i].Start, lines[i].End - lines[i].Start).TrimStart();
            line = line is ['>', ..] ? line[1..] : line;
            unquoted.Append(line is [' ', ..] ? line[1..] : line).Append('\n');
        }

        var inner = unquoted.ToString();
        return (inner, TextLine.Of(inner));
    }
}
