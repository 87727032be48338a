using System.Globalization;
using System.Text;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Search;
using Npgsql;

namespace Helpdesk.Core.PostgreSql;

/// <summary>Words of messages and searches in the language of PostgreSQL. They have letters, digits and marks only, so quotes around them are enough.</summary>
internal static class SearchWords
{
    /// <summary>Keeps the words ($3) of a message ($2) of a tenant ($1).</summary>
    public const string Store =
        """
        INSERT INTO message_words(tenant, sequence, message, words) SELECT tenant, sequence, id, $3::tsvector FROM messages WHERE tenant = $1 AND id = $2
        ON CONFLICT(tenant, sequence) DO UPDATE SET words = excluded.words
        """;

    /// <summary>The names of the attachments of a message.</summary>
    public const string NamesOf = "SELECT name FROM attachments WHERE tenant = $1 AND message = $2 ORDER BY position";

    /// <summary>An attachment with nothing but its name.</summary>
    public static Attachment Name(NpgsqlDataReader row) => new(OddText.Read(row.GetString(0)), "", ReadOnlyMemory<byte>.Empty);

    /// <summary>The words of a message as the text of a <c>tsvector</c>: its tenant, and each word with its places.</summary>
    public static string Of(string tenant, TicketMessage message)
    {
        var text = new StringBuilder(Tenant(tenant)).Append(' ');
        foreach (var word in MessageWords.Of(message).Places.Select((w, i) => (Word: w, Place: i + 1)).Where(w => w.Word is not null).GroupBy(w => w.Word, w => w.Place))
        {
            text.Append('\'').Append(word.Key).Append("':").AppendJoin(',', word.Select(p => p.ToString(CultureInfo.InvariantCulture))).Append(' ');
        }

        return text.ToString();
    }

    /// <summary>A search among a tenant's messages as the text of a <c>tsquery</c>.</summary>
    public static string Of(string tenant, SearchQuery query) =>
        string.Join(" & ", query.Terms.Select(t => $"{(t.IsExcluded ? "!" : "")}({Phrase(t)})").Prepend(Tenant(tenant)));

    // Eight digits of its digest behind a sign that no word has: the index goes over what others have.
    private static string Tenant(string tenant) => $"'={Convert.ToHexStringLower(PostgreSqlStore.Digest(tenant).AsSpan(0, 4))}'";

    private static string Phrase(SearchTerm term) => string.Join(" <-> ", term.Words.Select(w => $"'{w}'")) + (term.IsPrefix ? ":*" : "");
}
