using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Conversations.Matching;

/// <summary>
/// All that a store must look up to find the tickets a message may belong to. Every hit is one <see cref="ThreadEvidence"/>.
/// </summary>
public sealed record ThreadLookUps
{
    /// <summary>
    /// Ids in the form of <see cref="Matching.ThreadIds"/>, compared ordinally, each once, strongest first, at most 102: what the message answers, its
    /// conversation, and last its own id, for a message may arrive after those that refer to it.
    /// </summary>
    public IReadOnlyList<string> ThreadIds { get; init; } = [];

    /// <summary>Stored messages that tokens of ours name, each once, at most 220.</summary>
    public IReadOnlyList<MessageId> Messages { get; init; } = [];

    /// <summary>The printed references in the subject, in order, each once, at most 20.</summary>
    public IReadOnlyList<TicketReference> References { get; init; } = [];

    /// <summary>What is to be looked up for a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="kind">What sort of message it is.</param>
    /// <param name="references">How the host's references look.</param>
    /// <param name="tokens">What signs the host's ids; null for nothing.</param>
    public static ThreadLookUps Of(InboundMessage message, MessageKind kind, ReferenceScheme references, MessageTokens? tokens)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(references);
        var clues = MessageClues.Of(message, kind, tokens);
        return new ThreadLookUps
        {
            ThreadIds = [.. clues.Answers.Append(clues.Own).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal)],
            Messages = [.. clues.Tokens.Append(clues.OwnToken).OfType<FoundToken>().Select(t => t.Message).Distinct()],
            References = [.. references.Find(message.Subject).Distinct().Take(MessageClues.MaxReferences)],
        };
    }
}
