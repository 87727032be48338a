using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Conversations.Matching;

/// <summary>The stored message by which a ticket was found.</summary>
/// <param name="Message">Which one.</param>
/// <param name="Direction">Which way it went.</param>
/// <param name="Recipients">Who was in To and Cc of it.</param>
/// <param name="IsInternal">Whether what answers it must not be seen by customers.</param>
public sealed record ThreadItem(MessageId Message, MessageDirection Direction, IReadOnlyList<Address> Recipients, bool IsInternal)
{
    /// <summary>What is to be known of a stored message.</summary>
    public static ThreadItem Of(TicketMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new ThreadItem(
            message.Id, message.Direction, [.. message.To, .. message.Cc], message is { Direction: MessageDirection.Note, AnswersArePublic: false });
    }
}
