using NodaTime;

namespace Helpdesk.Core.Messages;

/// <summary>
/// A message that arrived on some channel, in channel-neutral form. A channel adapter makes it; the engine never sees a
/// wire format. Lists are compared by reference.
/// </summary>
public sealed record InboundMessage
{
    /// <summary>The flag of a message on a live channel that nobody is waiting at any more, such as a missed call.</summary>
    public const string NotLive = "not-live";

    /// <summary>The channel and the account on it that received the message.</summary>
    public required ChannelAddress Channel { get; init; }

    /// <summary>
    /// The key under which the channel would deliver the same message again: equal keys of one tenant are one message.
    /// For mail: Message-ID with sender and date, or a digest of the mail where there is no Message-ID.
    /// </summary>
    public required string DuplicateKey { get; init; }

    /// <summary>The id that the channel gave the message (a mail's Message-ID without brackets), or empty.</summary>
    public string ExternalId { get; init; } = "";

    /// <summary>
    /// The key of the conversation that the channel holds it to be part of (a chat, a phone call), unique within the account; empty on channels
    /// without such.
    /// </summary>
    public string Conversation { get; init; } = "";

    /// <summary>External ids that the message says it answers, strongest first: In-Reply-To.</summary>
    public IReadOnlyList<string> InReplyTo { get; init; } = [];

    /// <summary>External ids of the conversation before it, oldest first: References.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Who wrote it.</summary>
    public required Address From { get; init; }

    /// <summary>Who the author says to be besides; only what is verified counts for anything.</summary>
    public IReadOnlyList<IdentityClaim> Claims { get; init; } = [];

    /// <summary>Where the author wants answers, if elsewhere.</summary>
    public IReadOnlyList<Address> ReplyTo { get; init; } = [];

    /// <summary>To whom it was addressed.</summary>
    public IReadOnlyList<Address> To { get; init; } = [];

    /// <summary>Who got a copy.</summary>
    public IReadOnlyList<Address> Cc { get; init; } = [];

    /// <summary>The subject, decoded; empty on channels without one.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The text; made from the HTML when there is no text form.</summary>
    public string Text { get; init; } = "";

    /// <summary>The HTML as it came, never sanitised here, or empty.</summary>
    public string Html { get; init; } = "";

    /// <summary>Everything that came with it beside text and HTML.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>The message that was handed on with it as an attachment; nobody vouches for what stands there. Null when there is none.</summary>
    public HandedMessage? Handed { get; init; }

    /// <summary>The headers in order, where the channel has any.</summary>
    public IReadOnlyList<MessageHeader> Headers { get; init; } = [];

    /// <summary>When the sender says it was sent; null when it says nothing usable.</summary>
    public Instant? SentAt { get; init; }

    /// <summary>What is told of the call that it stands for; null for what is no call. All of one call is one message of its ticket.</summary>
    public CallNews? Call { get; init; }

    /// <summary>What the reader noticed and repaired, as stable codes: <c>missing-charset</c>, <c>too-many-parts</c>.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>The value of the first header with the name (ASCII case-insensitive), or null.</summary>
    public string? Header(string name)
    {
        foreach (var header in Headers)
        {
            if (string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return header.Value;
            }
        }

        return null;
    }
}
