namespace Helpdesk.Core.Runtime.Storage;

/// <summary>An event with its place in the order in which all were committed.</summary>
/// <param name="Place">The place.</param>
/// <param name="Event">The event and its ticket.</param>
public sealed record PlacedEvent(EventPlace Place, StoredEvent Event);
