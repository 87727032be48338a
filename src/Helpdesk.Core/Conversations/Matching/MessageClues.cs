using Helpdesk.Core.Conversations.Kinds;
using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Conversations.Matching;

/// <summary>Everything in a message that may tell where it belongs, bounded whatever the message holds.</summary>
internal sealed class MessageClues
{
    /// <summary>How many printed references count.</summary>
    public const int MaxReferences = 20;

    /// <summary>
    /// How many ids count: a hostile mail may carry thousands; a hundred is what RFC-minded programs keep of the longest thread.
    /// </summary>
    public const int MaxIds = 100;

    private const int MaxAddresses = 100;
    private const int MaxMarkers = 20;

    // Where mail servers write to whom a message was delivered.
    private static readonly string[] DeliveryHeaders = ["Delivered-To", "X-Original-To", "Envelope-To"];

    private MessageClues(string own, IReadOnlyList<string> answers, IReadOnlyList<FoundToken> tokens, FoundToken? ownToken)
    {
        Own = own;
        Answers = answers;
        Tokens = tokens;
        OwnToken = ownToken;
    }

    /// <summary>The form of its own id, or empty.</summary>
    public string Own { get; }

    /// <summary>
    /// The forms of what it answers, strongest first: the id that a report is about, the first id of In-Reply-To, the references from the nearest to the oldest, the
    /// other ids of In-Reply-To, its conversation.
    /// </summary>
    public IReadOnlyList<string> Answers { get; }

    /// <summary>The tokens of ours in what it answers, in its addresses and in its body, strongest first.</summary>
    public IReadOnlyList<FoundToken> Tokens { get; }

    /// <summary>The token in its own id: then we wrote it.</summary>
    public FoundToken? OwnToken { get; }

    public static MessageClues Of(InboundMessage message, MessageKind kind, MessageTokens? tokens)
    {
        string[] ids =
        [
            .. message.InReplyTo.Take(1).Prepend(DeliveryReport.Read(message, kind)?.OriginalMessageId ?? "").Concat(message.References.Reverse()).Concat(message.InReplyTo.Skip(1))
                .Where(id => id.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .Take(MaxIds - 1),
        ];
        string[] answers =
        [
            .. ids.Select(id => ThreadIds.Of(message.Channel, id))
                .Append(ThreadIds.OfConversation(message.Channel, message.Conversation))
                .Where(id => id.Length > 0),
        ];
        return new MessageClues(
            ThreadIds.Of(message.Channel, message.ExternalId),
            answers,
            tokens is null ? [] : [.. FromIds(ids, tokens), .. FromAddresses(message, tokens), .. FromBody(message, tokens)],
            tokens is null ? null : FromId(message.ExternalId, 0, tokens));
    }

    private static IEnumerable<FoundToken> FromIds(IReadOnlyList<string> ids, MessageTokens tokens) =>
        ids.Select((id, i) => FromId(id, i, tokens)).OfType<FoundToken>();

    private static FoundToken? FromId(string id, int position, MessageTokens tokens)
    {
        var at = id.IndexOf('@', StringComparison.Ordinal);
        var local = id[..(at < 0 ? id.Length : at)];
        return tokens.Read(local, TokenPurpose.MessageId) is { } sent ? new FoundToken(sent, EvidenceKind.Token, TokenPurpose.MessageId, position, id)
            : tokens.Read(local, TokenPurpose.AgentNotice) is { } notice ? new FoundToken(notice, EvidenceKind.Token, TokenPurpose.AgentNotice, position, id)
            : null;
    }

    private static IEnumerable<FoundToken> FromAddresses(InboundMessage message, MessageTokens tokens)
    {
        var places = message.To.Concat(message.Cc).Select(a => a.Value).Concat(message.Headers
            .Where(h => DeliveryHeaders.Contains(h.Name, StringComparer.OrdinalIgnoreCase))
            .SelectMany(h => h.Value.Split(',')));
        return places.Take(MaxAddresses).Select((address, i) => FromAddress(address, MaxIds + i, tokens)).OfType<FoundToken>();
    }

    private static FoundToken? FromAddress(string address, int position, MessageTokens tokens)
    {
        var at = address.LastIndexOf('@');
        var plus = at > 0 ? address.LastIndexOf('+', at) : -1;
        if (plus < 0)
        {
            return null;
        }

        var detail = address[(plus + 1)..at];
        return tokens.Read(detail, TokenPurpose.ReplyAddress) is { } answered ? new FoundToken(answered, EvidenceKind.Token, TokenPurpose.ReplyAddress, position, address.Trim())
            : tokens.Read(detail, TokenPurpose.AgentNotice) is { } notice ? new FoundToken(notice, EvidenceKind.Token, TokenPurpose.AgentNotice, position, address.Trim())
            : tokens.Read(detail, TokenPurpose.Bounce) is { } returned ? new FoundToken(returned, EvidenceKind.Token, TokenPurpose.Bounce, position, address.Trim())
            : null;
    }

    private static IEnumerable<FoundToken> FromBody(InboundMessage message, MessageTokens tokens) =>
        Markers(message.Text).Concat(Markers(message.Html))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(MaxMarkers)
            .Select((marker, i) => tokens.Read(marker, TokenPurpose.BodyMarker) is { } found
                ? new FoundToken(found, EvidenceKind.BodyMarker, TokenPurpose.BodyMarker, i, marker)
                : null)
            .OfType<FoundToken>();

    private static IEnumerable<string> Markers(string body)
    {
        var at = 0;
        while ((at = body.IndexOf(MessageTokens.MarkerStart, at, StringComparison.OrdinalIgnoreCase)) >= 0)
        {
            at += MessageTokens.MarkerStart.Length;
            var end = at + MessageTokens.Length;
            if (end < body.Length && body[end] == ']')
            {
                yield return body[at..end];
            }
        }
    }
}
