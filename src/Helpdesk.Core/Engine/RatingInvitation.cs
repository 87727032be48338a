using System.Globalization;
using System.Text;
using Helpdesk.Core.Tickets.Ratings;
using NodaTime;

namespace Helpdesk.Core.Engine;

/// <summary>Writes the links under an agent's answer by which the customer rates it with one click. Thread-safe.</summary>
/// <param name="Terms">How customers are asked.</param>
/// <param name="Tokens">Signs the links.</param>
public sealed record RatingInvitation(RatingTerms Terms, RatingTokens Tokens)
{
    private const int Best = 5;

    internal string Below(string text, TicketId ticket, MessageId answer, Instant at)
    {
        var all = new StringBuilder(text.TrimEnd()).Append("\n\n").Append(Terms.Prompt).Append('\n');
        for (var score = Best; score >= 1; score--)
        {
            all.Append(CultureInfo.InvariantCulture, $"{score}/{Best}: {Terms.Link}{Tokens.Issue(ticket, answer, score, at + Terms.ValidFor)}\n");
        }

        return all.ToString();
    }
}
