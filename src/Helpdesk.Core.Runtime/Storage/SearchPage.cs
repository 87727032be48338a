namespace Helpdesk.Core.Runtime.Storage;

/// <summary>A page of the messages that were found.</summary>
/// <param name="Hits">The messages, those that the store took last first.</param>
/// <param name="Next">Where it ended; null when nothing comes after it.</param>
public sealed record SearchPage(IReadOnlyList<SearchHit> Hits, SearchCursor? Next)
{
    /// <summary>Why nothing was searched; empty when the page is an answer.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>The page of the messages that were found, of which there is one more than asked for when something comes after it.</summary>
    /// <param name="found">The hits with their places, in order.</param>
    /// <param name="limit">How many were asked for.</param>
    public static SearchPage Of(IReadOnlyList<(SearchHit Hit, long Place)> found, int limit)
    {
        ArgumentNullException.ThrowIfNull(found);
        return new SearchPage([.. found.Take(limit).Select(f => f.Hit)], found.Count > limit ? new SearchCursor(found[limit - 1].Place) : null);
    }
}
