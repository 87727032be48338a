using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.PostgreSql;

/// <content>Full-text search over messages.</content>
public sealed partial class PostgreSqlStore
{
    // How many of the last messages are looked at one by one. What a message in fifty has fills a page here.
    private const int Near = 1_000;

    // What most messages have is found among the last ones, and reading the index for it would be reading most of it. Ends when the page is full.
    private static readonly string SearchNear = Found(
        "",
        $"""
        SELECT sequence, message FROM (
          SELECT sequence, message, words FROM message_words WHERE tenant = $1 AND sequence < $3 ORDER BY sequence DESC LIMIT {Near}) n
        WHERE words @@ $2::tsquery
        """);

    // What few messages have is in one place of the index of words. No other index is of use: neither one for the tenant, which the words name
    // already, nor one for the order, by which the server would go through all messages when it guesses that a page is soon full.
    private static readonly string SearchAll = Found(
        "WITH hits AS MATERIALIZED (SELECT sequence, message FROM message_words WHERE words @@ $2::tsquery AND tenant || '' = $1 AND sequence + 0 < $3)",
        "SELECT sequence, message FROM hits ORDER BY sequence DESC");

    /// <inheritdoc />
    public async Task<SearchPage> SearchAsync(TenantId tenant, MessageSearch search, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        var near = await FindAsync(SearchNear, tenant, search, cancellationToken).ConfigureAwait(false);
        var found = near.Count > search.Limit ? near : await FindAsync(SearchAll, tenant, search, cancellationToken).ConfigureAwait(false);
        return SearchPage.Of(found, search.Limit);
    }

    private static string Found(string before, string hits) =>
        $"""
        {before}
        SELECT {string.Join(", ", RowColumns.Split(", ").Select(c => "k." + c))}, m.body, h.sequence FROM ({hits}) h
        JOIN messages m ON m.tenant = $1 AND m.id = h.message JOIN tickets k ON k.tenant = $1 AND k.id = m.ticket
        WHERE $5 OR k.category NOT IN ({(int)StatusCategory.Spam}, {(int)StatusCategory.Deleted}) ORDER BY h.sequence DESC LIMIT $4
        """;

    private Task<List<(SearchHit Hit, long Place)>> FindAsync(string sql, TenantId tenant, MessageSearch search, CancellationToken cancellationToken) => RowsAsync(
        sql,
        r => (SearchHit.Of(Row(r), From(r.GetString(11), HelpdeskJson.Default.TicketMessage), search.Query), r.GetInt64(12)),
        cancellationToken,
        tenant.Value,
        new RawText(SearchWords.Of(tenant.Value, search.Query)),
        search.After?.Place ?? long.MaxValue,
        search.Limit + 1L,
        search.Everywhere);
}
