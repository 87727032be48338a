using Helpdesk.Core.Runtime.Storage;

namespace MailToTickets;

/// <summary>A ticket in quarantine with what spoke most.</summary>
internal sealed record SpamRow(TicketRow Ticket, string Probability, IReadOnlyList<string> Strongest);
