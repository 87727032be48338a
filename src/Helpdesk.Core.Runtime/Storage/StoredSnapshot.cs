using Helpdesk.Core.Engine;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>What a snapshot holds beside the ticket, which is the fold of its stream.</summary>
/// <param name="Sla">The clocks.</param>
/// <param name="Spam">What the filter was taught.</param>
/// <param name="Reply">Where an answer goes on.</param>
public sealed record StoredSnapshot(SlaState Sla, SpamMemory Spam, ReplyPoint Reply)
{
    /// <summary>The snapshot of a state.</summary>
    public static StoredSnapshot Of(TicketState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new StoredSnapshot(state.Sla, state.Spam, state.Reply);
    }

    /// <summary>The state again, from the stream of the ticket.</summary>
    public TicketState Restore(TicketId id, IEnumerable<RecordedEvent> stream) => new(id, Ticket.Replay(stream), Sla, Spam, Reply);
}
