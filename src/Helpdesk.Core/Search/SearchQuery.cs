namespace Helpdesk.Core.Search;

/// <summary>
/// What somebody searches for in messages: a message is found when it has every term that is not excluded and none that is. Nothing in the text has
/// a meaning but what <see cref="Parse"/> says.
/// </summary>
public sealed class SearchQuery
{
    internal SearchQuery(IReadOnlyList<SearchTerm> terms)
    {
        Terms = terms;
    }

    /// <summary>The terms in the order of the text; at least one is not excluded.</summary>
    public IReadOnlyList<SearchTerm> Terms { get; }

    /// <summary>
    /// Reads the text of a search: words, <c>"a phrase"</c>, <c>-without</c>, <c>begin*</c>. What has several words and no blank, such as an address, is
    /// a phrase. What has no word, such as an emoji, counts for nothing.
    /// </summary>
    /// <returns>
    /// The query; or a fault: <c>search-empty</c> when nothing is left to search for, <c>search-only-excludes</c>, <c>search-prefix-too-short</c> for a
    /// beginning of one letter, <c>search-too-long</c> for more than 1,000 characters or 64 words.
    /// </returns>
    public static Parsed<SearchQuery> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SearchReader.Read(text);
    }

    /// <summary>Whether a message is found; stores that keep messages in memory ask this, and it is what the others must agree with.</summary>
    public bool Matches(MessageWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Terms.All(t => Enumerable.Range(0, words.Places.Count).Any(i => t.StandsAt(words.Places, i, w => w)) != t.IsExcluded);
    }

    /// <summary>
    /// A piece of a text around the first place that has a term, or its beginning: one line of at most 160 characters, and a mark where more is left out.
    /// </summary>
    public string Excerpt(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SearchExcerpt.Of(text, [.. Terms.Where(t => !t.IsExcluded)]);
    }
}
