using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Search;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Sqlite;

/// <content>The full-text index over messages and what is asked of it.</content>
public sealed partial class SqliteStore
{
    // Places go down, so that it ends when the page is full. The tables in this order: the index first.
    private static readonly string SearchMessages =
        $"""
        SELECT {string.Join(", ", RowColumns.Split(", ").Select(c => "k." + c))}, m.body, m.sequence FROM search s
        CROSS JOIN messages m ON m.sequence = s.rowid CROSS JOIN tickets k ON k.tenant = m.tenant AND k.id = m.ticket
        WHERE s.words MATCH ?2 AND s.rowid < ?3 AND m.tenant = ?1 AND (?5 OR k.category NOT IN ({(int)StatusCategory.Spam}, {(int)StatusCategory.Deleted}))
        ORDER BY s.rowid DESC LIMIT ?4
        """;

    /// <inheritdoc />
    public Task<SearchPage> SearchAsync(TenantId tenant, MessageSearch search, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        return ReadAsync(
            db => SearchPage.Of(
                db.Rows(
                    SearchMessages,
                    r => (SearchHit.Of(Row(r), From(r.GetString(11), HelpdeskJson.Default.TicketMessage), search.Query), r.GetInt64(12)),
                    tenant.Value,
                    SearchIndex.Match(tenant.Value, search.Query),
                    search.After?.Place ?? long.MaxValue,
                    search.Limit + 1L,
                    search.Everywhere),
                search.Limit),
            cancellationToken);
    }

    // Whoever stores a message calls this.
    private void Index(string tenant, TicketMessage message) => Run(
        "INSERT INTO search(rowid, words) SELECT sequence, ?3 FROM messages WHERE tenant = ?1 AND id = ?2",
        tenant,
        message.Id.ToString(),
        SearchIndex.Text(tenant, MessageWords.Of(message)));

    // The index has no text of its own: it forgets a message by the very words that it was given.
    private void Unindex(string tenant, TicketMessage message) => Run(
        "INSERT INTO search(search, rowid, words) SELECT 'delete', sequence, ?3 FROM messages WHERE tenant = ?1 AND id = ?2",
        tenant,
        message.Id.ToString(),
        SearchIndex.Text(tenant, MessageWords.Of(message)));
}
