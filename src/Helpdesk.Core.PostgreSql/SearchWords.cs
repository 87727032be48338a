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

    /// <summary>The words of a message as the text of a <c>tsvector</c>: each with its places.</summary>
    public static string Of(TicketMessage message)
    {
        var text = new StringBuilder();
        foreach (var word in MessageWords.Of(message).Places.Select((w, i) => (Word: w, Place: i + 1)).Where(w => w.Word is not null).GroupBy(w => w.Word, w => w.Place))
        {
            text.Append('\'').Append(word.Key).Append("':").AppendJoin(',', word.Select(p => p.ToString(CultureInfo.InvariantCulture))).Append(' ');
        }

        return text.ToString();
    }

    /// <summary>A search as the text of a <c>tsquery</c>.</summary>
    public static string Of(SearchQuery query) => string.Join(" & ", query.Terms.Select(t => $"{(t.IsExcluded ? "!" : "")}({Phrase(t)})"));

    private static string Phrase(SearchTerm term) => string.Join(" <-> ", term.Words.Select(w => $"'{w}'")) + (term.IsPrefix ? ":*" : "");
}
