using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Engine.Simulation;

/// <summary>What is known of a ticket's past.</summary>
/// <param name="Stream">Its whole stream.</param>
/// <param name="Messages">Its messages with their content.</param>
/// <param name="Contact">The requester's contact as it is now, if the host knows it.</param>
public sealed record TicketHistory(
    IReadOnlyList<RecordedEvent> Stream, IReadOnlyList<TicketMessage> Messages, ContactCard? Contact = null)
{
    internal TicketId Id => Opened.Id;

    internal TicketEvent.Opened Opened => Stream is [{ Event: TicketEvent.Opened opened }, ..]
        ? opened
        : throw new InvalidOperationException("A ticket's stream begins with the event that opened it.");
}
