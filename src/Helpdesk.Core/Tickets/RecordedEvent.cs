using NodaTime;

namespace Helpdesk.Core.Tickets;

/// <summary>An event with who, when and why.</summary>
/// <param name="Version">Its place in the ticket's stream, from 1 without gaps.</param>
/// <param name="At">When it happened.</param>
/// <param name="By">Who did it.</param>
/// <param name="CausationId">What caused it: the id of the message, command or timer; equal for all events of one cause.</param>
/// <param name="CausationDepth">How many rules stand between the outside cause and this event; 0 for none.</param>
/// <param name="Event">What happened.</param>
/// <param name="OnBehalfOf">For whom it was done, when somebody acted for somebody else.</param>
public sealed record RecordedEvent(
    long Version,
    Instant At,
    Actor By,
    string CausationId,
    int CausationDepth,
    TicketEvent Event,
    Actor? OnBehalfOf = null);
