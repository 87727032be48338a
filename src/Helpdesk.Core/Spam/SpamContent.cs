using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Spam;

/// <summary>
/// What the filter reads of a message, whatever channel it came by: all that a help desk holds of a mail, a form, a chat. Text may
/// be anything, lone surrogates included; of longer texts the first 64 Ki characters are read.
/// </summary>
public sealed record SpamContent
{
    /// <summary>Who wrote it, as in a header: <c>Jane Doe &lt;jane@acme.example&gt;</c>, or an id of the channel.</summary>
    public string From { get; init; } = "";

    /// <summary>Where answers are to go, in the same form; empty for nowhere else.</summary>
    public string ReplyTo { get; init; } = "";

    /// <summary>The subject, decoded.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The text.</summary>
    public string Text { get; init; } = "";

    /// <summary>The HTML as it came.</summary>
    public string Html { get; init; } = "";

    /// <summary>Names and media types of what came with it; the bytes are not read.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>
    /// Other headers, to be read as well; none by default. Sender and subject are not read twice, and what a filter on the way
    /// wrote (<c>X-Spam…</c>) is never read: it could be forged and must not decide.
    /// </summary>
    public IReadOnlyList<MessageHeader> Headers { get; init; } = [];

    /// <summary>What is read of an inbound message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="withHeaders">Whether its other headers are read.</param>
    public static SpamContent Of(InboundMessage message, bool withHeaders)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new SpamContent
        {
            From = message.From.ToString(),
            ReplyTo = string.Join(", ", message.ReplyTo),
            Subject = message.Subject,
            Text = message.Text,
            Html = message.Html,
            Attachments = message.Attachments,
            Headers = withHeaders ? message.Headers : [],
        };
    }
}
