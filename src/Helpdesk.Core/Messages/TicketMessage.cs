using NodaTime;

namespace Helpdesk.Core.Messages;

/// <summary>One message of a ticket as it is stored: inbound, outbound or a note.</summary>
public sealed record TicketMessage
{
    /// <summary>The id of the message.</summary>
    public required MessageId Id { get; init; }

    /// <summary>Which way it went.</summary>
    public required MessageDirection Direction { get; init; }

    /// <summary>What sort of message it is.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>The channel that it came by or leaves by.</summary>
    public required ChannelAddress Channel { get; init; }

    /// <summary>Who wrote it.</summary>
    public required Actor Author { get; init; }

    /// <summary>The address of the author.</summary>
    public required Address From { get; init; }

    /// <summary>The addressees.</summary>
    public IReadOnlyList<Address> To { get; init; } = [];

    /// <summary>Who got a copy.</summary>
    public IReadOnlyList<Address> Cc { get; init; } = [];

    /// <summary>The subject of this message; a ticket keeps its own.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The text.</summary>
    public string Text { get; init; } = "";

    /// <summary>The HTML as it came, or empty.</summary>
    public string Html { get; init; } = "";

    /// <summary>Everything that came with it beside text and HTML.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>The message that was handed on with it as an attachment; nobody vouches for what stands there. Null when there is none.</summary>
    public HandedMessage? Handed { get; init; }

    /// <summary>The headers as they came.</summary>
    public IReadOnlyList<MessageHeader> Headers { get; init; } = [];

    /// <summary>The id on its channel (a mail's Message-ID), or empty.</summary>
    public string ExternalId { get; init; } = "";

    /// <summary>The key of its conversation on its channel, or empty.</summary>
    public string Conversation { get; init; } = "";

    /// <summary>
    /// Whether an answer to this note is public: it told an agent of what customers can see. An answer to any other note is a note.
    /// </summary>
    public bool AnswersArePublic { get; init; }

    /// <summary>External ids of the messages before it, oldest first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>When the engine took it.</summary>
    public required Instant At { get; init; }

    /// <summary>When the sender says it was sent, if it says so.</summary>
    public Instant? SentAt { get; init; }

    /// <summary>What the reader noticed, as stable codes.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];
}
