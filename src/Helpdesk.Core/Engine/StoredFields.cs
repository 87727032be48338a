using Helpdesk.Core.Conditions;
using Helpdesk.Core.Conditions.Stored;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Fields;
using NodaTime;

namespace Helpdesk.Core.Engine;

/// <summary>
/// The fields that a ticket has without an event at hand and whatever the time is: those of the ticket, its custom fields, its rating, its
/// requester's address, and when its next promise is due. Lists of tickets can ask for them.
/// </summary>
public static class StoredFields
{
    private const string NextDue = "sla.dueAt";

    private static readonly Field[] Known = [.. TicketFields.Catalogue.Fields.Where(f => IsKnown(f.Name))];

    /// <summary>Whether a field is one of them.</summary>
    public static bool Has(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return IsKnown(field) || field.StartsWith(CustomFieldSchema.TicketPrefix, StringComparison.Ordinal);
    }

    /// <summary>What a ticket has in them.</summary>
    public static StoredDocument Of(TicketState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var values = new TicketFieldValues(null, state.Ticket, null, MessageKind.Human, Instant.MinValue)
        {
            Promise = new TicketPromise("", state.Sla.Next?.DueAt),
        };
        return StoredDocument.Of(
        [
            .. Known.Select(f => (f, values.Current(f.Name))),

            // A text may be free or one of a few names; the forms of free texts serve both.
            .. state.Ticket.Fields.Select(f => (new Field(CustomFieldSchema.TicketPrefix + f.Key, FieldType.Text), (FieldValue?)f.Value)),
        ]);
    }

    private static bool IsKnown(string field) => field is NextDue or "requester.address" or "requester.kind" or "requester.name" or "requester.domain"
        || field.StartsWith("ticket.", StringComparison.Ordinal) || field.StartsWith("rating.", StringComparison.Ordinal);
}
