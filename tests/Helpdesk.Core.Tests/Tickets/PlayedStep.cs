using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Tests.Tickets;

/// <summary>One step of a story that was played: what was before, what was asked, what came of it.</summary>
internal sealed record PlayedStep(
    TicketWorld Before, TicketWorld After, TicketId Ticket, TicketCommand Command, Actor By, Decision Decision);
