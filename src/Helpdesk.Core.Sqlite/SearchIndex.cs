using System.Text;
using Helpdesk.Core.Search;

namespace Helpdesk.Core.Sqlite;

/// <summary>
/// Words as they stand in the full-text index: each behind the beginning of its tenant's digest, so that what others have costs nothing. What is
/// between blanks is one token, and has letters, digits and marks only.
/// </summary>
internal static class SearchIndex
{
    // Shorter than any word, so nobody can search for it: keeps a place.
    private const char Nothing = '0';
    private const int TenantLength = 8;

    public static string Text(string tenant, MessageWords words)
    {
        var prefix = Prefix(tenant);
        var all = new StringBuilder(words.Places.Count * (TenantLength + 8));
        foreach (var word in words.Places)
        {
            _ = all.Length > 0 ? all.Append(' ') : all;
            _ = word is null ? all.Append(Nothing) : all.Append(prefix).Append(word);
        }

        return all.ToString();
    }

    /// <summary>A query in the language of FTS5.</summary>
    public static string Match(string tenant, SearchQuery query)
    {
        var prefix = Prefix(tenant);
        var wanted = string.Join(" AND ", query.Terms.Where(t => !t.IsExcluded).Select(Phrase));
        var excluded = string.Join(" OR ", query.Terms.Where(t => t.IsExcluded).Select(Phrase));
        return excluded.Length == 0 ? wanted : $"({wanted}) NOT ({excluded})";

        string Phrase(SearchTerm term) => $"\"{string.Join(' ', term.Words.Select(w => prefix + w))}\"{(term.IsPrefix ? " *" : "")}";
    }

    private static string Prefix(string tenant) => Schema.Digest(tenant)[..TenantLength];
}
