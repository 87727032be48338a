using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Conversations.Matching;

/// <summary>
/// The forms under which ids of the outside are looked up. A mail's id is unique everywhere; ids of other channels are only within their
/// account, so channel and account stand before them.
/// </summary>
public static class ThreadIds
{
    // No line break survives in an id of a mail: a mail cannot name what belongs to another channel.
    private const char Separator = '\n';

    /// <summary>The form of a message's id.</summary>
    /// <param name="channel">The channel and the account that it belongs to.</param>
    /// <param name="id">The id as the channel gave it.</param>
    /// <returns>Empty when there is none.</returns>
    public static string Of(ChannelAddress channel, string id)
    {
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(id);
        return id.Length == 0 ? ""
            : channel.Channel == ChannelAddress.Mail ? id.Contains(Separator, StringComparison.Ordinal) ? "" : id
            : string.Join(Separator, channel.Channel, channel.Account, id);
    }

    /// <summary>The form of a conversation's key.</summary>
    /// <param name="channel">The channel and the account that it belongs to.</param>
    /// <param name="conversation">The key as the channel gave it.</param>
    /// <returns>Empty when there is none.</returns>
    public static string OfConversation(ChannelAddress channel, string conversation)
    {
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(conversation);
        return conversation.Length == 0 ? "" : string.Join(Separator, channel.Channel, channel.Account, "", conversation);
    }

    /// <summary>Under what a stored message is found: its own id, its conversation, and the ids that it refers to.</summary>
    public static IEnumerable<(EvidenceKind Kind, string Id)> Of(TicketMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.References.Select(r => (EvidenceKind.SharedAncestor, Of(message.Channel, r)))
            .Prepend((EvidenceKind.ExternalId, OfConversation(message.Channel, message.Conversation)))
            .Prepend((EvidenceKind.ExternalId, Of(message.Channel, message.ExternalId)))
            .Where(known => known.Item2.Length > 0)
            .Distinct();
    }
}
