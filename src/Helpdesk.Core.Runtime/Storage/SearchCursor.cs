namespace Helpdesk.Core.Runtime.Storage;

/// <summary>Where a page of a search ended: the next one begins after it, however many pages came before and whatever came in since.</summary>
/// <param name="Place">The place of the last message in the order in which the store took messages.</param>
public sealed record SearchCursor(long Place);
