using Helpdesk.Core.Messages;
using Helpdesk.Core.Search;
using NodaTime;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>A message that was found.</summary>
/// <param name="Ticket">The ticket that has it.</param>
/// <param name="Message">Its id.</param>
/// <param name="Direction">Which way it went.</param>
/// <param name="From">Who wrote it.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="At">When the engine took it.</param>
/// <param name="Excerpt">A piece of its text around what was found, in one line.</param>
public sealed record SearchHit(
    TicketRow Ticket, MessageId Message, MessageDirection Direction, Address From, string Subject, Instant At, string Excerpt)
{
    /// <summary>The hit of a message.</summary>
    /// <param name="ticket">The ticket that has it.</param>
    /// <param name="message">The message.</param>
    /// <param name="query">What was searched.</param>
    public static SearchHit Of(TicketRow ticket, TicketMessage message, SearchQuery query)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(query);
        return new SearchHit(ticket, message.Id, message.Direction, message.From, message.Subject, message.At, query.Excerpt(message.Text));
    }
}
