using Helpdesk.Core.Search;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>A search for messages.</summary>
/// <param name="Query">What they are to have.</param>
/// <param name="Limit">At most so many; positive.</param>
/// <param name="After">Where the page before ended; null for the first.</param>
/// <param name="Everywhere">Whether those of tickets that are spam or deleted are searched too.</param>
public sealed record MessageSearch(SearchQuery Query, int Limit, SearchCursor? After = null, bool Everywhere = false);
