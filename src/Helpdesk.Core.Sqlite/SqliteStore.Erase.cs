using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets.Privacy;

namespace Helpdesk.Core.Sqlite;

public sealed partial class SqliteStore
{
    // Everything that names the person is written anew; what is overwritten does not stay in the file (see WriteQueue).
    private void Erase(string tenant, string ticket, Erasure erasure)
    {
        var events = Rows(
            "SELECT body FROM events WHERE tenant = ?1 AND ticket = ?2 ORDER BY version",
            r => From(r.GetString(0), HelpdeskJson.Default.RecordedEvent),
            tenant,
            ticket);
        if (erasure.IsBy(events[0]))
        {
            Run("DELETE FROM samples WHERE tenant = ?1 AND ticket = ?2", tenant, ticket);
        }

        foreach (var recorded in events.Select(erasure.Apply))
        {
            Run(
                "UPDATE events SET body = ?4 WHERE tenant = ?1 AND ticket = ?2 AND version = ?3",
                tenant,
                ticket,
                recorded.Version,
                Json(recorded, HelpdeskJson.Default.RecordedEvent));
        }

        EraseMessages(tenant, ticket, erasure);
        Run("DELETE FROM notices WHERE tenant = ?1 AND recipient IN (?2, ?3)", tenant, Recipient(erasure.Person), FormerRecipient(erasure.Person));
        Run("DELETE FROM traces WHERE tenant = ?1 AND ticket = ?2", tenant, ticket);
        Run("DELETE FROM blobs WHERE hash NOT IN (SELECT hash FROM attachments)");
    }

    private void EraseMessages(string tenant, string ticket, Erasure erasure)
    {
        var messages = Rows(
            "SELECT body FROM messages WHERE tenant = ?1 AND ticket = ?2",
            r => From(r.GetString(0), HelpdeskJson.Default.TicketMessage),
            tenant,
            ticket);
        foreach (var body in messages)
        {
            var id = body.Id.ToString();
            var message = body with { Attachments = Schema.Names(_writer, tenant, id) };
            var erased = erasure.Apply(message);
            Unindex(tenant, message);
            Index(tenant, erased);
            Run(
                "UPDATE messages SET body = ?3 WHERE tenant = ?1 AND id = ?2",
                tenant,
                id,
                Json(erased with { Attachments = [] }, HelpdeskJson.Default.TicketMessage));
            if (erasure.IsBy(message))
            {
                Run("DELETE FROM attachments WHERE tenant = ?1 AND message = ?2", tenant, id);
            }

            // What left for the person, or waits to leave: nobody can be written to any more.
            if (message.Direction == MessageDirection.Outbound && message.To.Any(erasure.Is))
            {
                Run("DELETE FROM outbox WHERE tenant = ?1 AND id = ?2", tenant, id);
            }
        }
    }
}
