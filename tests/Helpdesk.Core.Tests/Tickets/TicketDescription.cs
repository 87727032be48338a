using System.Text.RegularExpressions;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Tests.Tickets;

/// <summary>A ticket as text: lists in records compare by reference, their texts do not.</summary>
internal static class TicketDescription
{
    public static string DescribeBut(this Ticket ticket, params string[] members)
    {
        var text = ticket.ToString();
        foreach (var member in members)
        {
            text = Regex.Replace(text, $@"\b{member} = [^,}}]*", "", RegexOptions.NonBacktracking);
        }

        return $"{text} {string.Join(',', ticket.Tags)} {string.Join(',', ticket.Remembered)} {string.Join(',', ticket.Participants)}";
    }
}
