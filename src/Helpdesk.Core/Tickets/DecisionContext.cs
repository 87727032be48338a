using NodaTime;

namespace Helpdesk.Core.Tickets;

/// <summary>What a decision may look at besides the ticket.</summary>
/// <param name="Lifecycle">The lifecycle of the ticket's version.</param>
/// <param name="Policy">The policy of its department.</param>
/// <param name="By">Who wants it.</param>
/// <param name="At">When.</param>
public sealed record DecisionContext(Lifecycle Lifecycle, TicketPolicy Policy, Actor By, Instant At);
