using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Engine;

/// <summary>Where tickets are worked on.</summary>
/// <param name="Id">The host's id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Policy">What it lays down about its tickets.</param>
public sealed record Department(DepartmentId Id, string Name, TicketPolicy Policy);
