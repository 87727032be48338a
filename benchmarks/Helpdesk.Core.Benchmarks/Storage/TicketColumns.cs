using System.Text.Json;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Storage;

namespace Helpdesk.Core.Benchmarks.Storage;

/// <summary>What the columns of a ticket hold, in the order in which both stores write them.</summary>
internal static class TicketColumns
{
    /// <summary>The values.</summary>
    /// <param name="id">The id of the ticket as the database has it.</param>
    /// <param name="state">The ticket.</param>
    public static object?[] Of(object id, TicketState state)
    {
        var row = TicketRow.Of(state);
        return
        [
            Supply.Tenant.Value, id, row.Reference.Value, state.Ticket.Version,
            JsonSerializer.Serialize(StoredSnapshot.Of(state), HelpdeskJson.Default.StoredSnapshot),
            row.Subject,
            JsonSerializer.Serialize([row.Requester], HelpdeskJson.Default.AddressArray),
            JsonSerializer.Serialize([row.Requester, .. state.Ticket.Participants], HelpdeskJson.Default.AddressArray),
            row.Department.Value, row.Status.Value, (int)row.Category, (int)row.Priority, row.Assignee?.Value, row.NextTarget,
            row.NextDue?.ToUnixTimeTicks(),
            StoredFields.Of(state).ToJson(),
            state.Ticket.CreatedAt.ToUnixTimeTicks(),
        ];
    }
}
