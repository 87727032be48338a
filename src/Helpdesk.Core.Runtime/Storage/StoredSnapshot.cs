using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
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

    /// <summary>The state again, from the texts that a store kept: the snapshot and the stream, in order.</summary>
    /// <exception cref="InvalidDataException">A text is empty JSON.</exception>
    /// <exception cref="JsonException">A text is no such JSON.</exception>
    public static TicketState Restore(TicketId id, string snapshot, IEnumerable<string> stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return From(snapshot, HelpdeskJson.Default.StoredSnapshot).Restore(id, stream.Select(e => From(e, HelpdeskJson.Default.RecordedEvent)));
    }

    private static T From<T>(string json, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(json, type) ?? throw new InvalidDataException("A store holds an empty value.");
}
