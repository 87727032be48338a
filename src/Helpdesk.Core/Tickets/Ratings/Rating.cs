using NodaTime;

namespace Helpdesk.Core.Tickets.Ratings;

/// <summary>What a customer thinks of one answer.</summary>
/// <param name="Agent">Whose answer it was.</param>
/// <param name="Score">From 1, worst, to 5, best.</param>
/// <param name="Comment">What the customer wrote, or empty.</param>
/// <param name="At">When it was last changed.</param>
/// <param name="By">Who gave it.</param>
public sealed record Rating(AgentId Agent, int Score, string Comment, Instant At, Actor By);
