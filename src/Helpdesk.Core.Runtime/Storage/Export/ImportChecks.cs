using Helpdesk.Core.Engine;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Runtime.Storage.Export;

/// <summary>What must fit together in what a store imports; every store looks for it its own way and says it with these words.</summary>
public static class ImportChecks
{
    /// <summary>Every stream has its ticket.</summary>
    public const string Tickets = "There are events of a ticket that is not there.";

    /// <summary>Every message, timer, explanation and sample has its ticket.</summary>
    public const string Messages = "There is something of a ticket that is not there.";

    /// <summary>Keys and ways speak of messages that are there.</summary>
    public const string Keys = "There is a key or a way of a message that is not there.";

    /// <summary>Each content is of an attachment.</summary>
    public const string Contents = "There is a content to which no attachment refers.";

    /// <summary>Nothing comes twice.</summary>
    public const string Doubles = "Something comes twice, or refers to what is not there.";

    /// <summary>Refuses what does not hold.</summary>
    /// <exception cref="InvalidRecordException">It does not hold.</exception>
    public static void Demand(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidRecordException(new Fault("inconsistent", what));
        }
    }

    /// <summary>The state of a ticket from its stream, whose versions must be 1, 2 and so on.</summary>
    /// <exception cref="InvalidRecordException">They are not, or the stream is empty.</exception>
    public static TicketState Restore(StoredRecord.Snapshot snapshot, IReadOnlyList<RecordedEvent> stream)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(stream);
        Demand(stream.Count > 0, "There is a ticket without events.");
        for (var i = 0; i < stream.Count; i++)
        {
            Demand(stream[i].Version == i + 1, "The events of a ticket are not in the order of their versions.");
        }

        return snapshot.State.Restore(snapshot.Ticket, stream);
    }
}
