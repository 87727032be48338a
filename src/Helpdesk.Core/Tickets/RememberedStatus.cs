using NodaTime;

namespace Helpdesk.Core.Tickets;

/// <summary>A status to come back to.</summary>
/// <param name="Status">The status.</param>
/// <param name="Category">Its category.</param>
/// <param name="Until">When it was to end, if it was a postponement.</param>
public sealed record RememberedStatus(StatusId Status, StatusCategory Category, Instant? Until = null);
