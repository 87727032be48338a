using NodaTime;

namespace Helpdesk.Core.Tickets;

/// <summary>What a department lays down about its tickets. Immutable.</summary>
public sealed record TicketPolicy
{
    /// <summary>The policy of a department that says nothing.</summary>
    public static TicketPolicy Default { get; } = new();

    /// <summary>Who may close.</summary>
    /// <value>Default: <see cref="Tickets.ClosePolicy.Either"/>.</value>
    public ClosePolicy ClosePolicy { get; init; } = ClosePolicy.Either;

    /// <summary>
    /// How long after closing a customer's message reopens the ticket; later, it makes a follow-up ticket. Inclusive.
    /// </summary>
    /// <value>Default: zero, so that a closed ticket stays closed.</value>
    public Duration ReopenWindow { get; init; } = Duration.Zero;

    /// <summary>How long after the last message of a person a resolved or answered ticket closes by itself.</summary>
    /// <value>Default: 3 days of 24 hours; null switches it off.</value>
    public Duration? AutoCloseAfter { get; init; } = Duration.FromDays(3);

    /// <summary>How long before closing by itself the customer is warned; null for no warning.</summary>
    /// <value>Default: null.</value>
    public Duration? WarnBeforeClosing { get; init; }
}
