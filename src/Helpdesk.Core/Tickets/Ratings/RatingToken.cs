namespace Helpdesk.Core.Tickets.Ratings;

/// <summary>What a signed link stands for.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Score">From 1, worst, to 5, best.</param>
public sealed record RatingToken(TicketId Ticket, MessageId Answer, int Score);
