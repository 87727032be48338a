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

    /// <summary>Which agents may resolve.</summary>
    /// <value>Default: <see cref="Tickets.ResolvePolicy.Anyone"/>.</value>
    public ResolvePolicy ResolvePolicy { get; init; } = ResolvePolicy.Anyone;

    /// <summary>What open children mean when their parent is resolved or closed.</summary>
    /// <value>Default: <see cref="OpenChildrenPolicy.Block"/>.</value>
    public OpenChildrenPolicy OpenChildren { get; init; } = OpenChildrenPolicy.Block;

    /// <summary>How many tiers of support there are; a ticket begins in tier 1.</summary>
    /// <value>Default: 3; from 1 to 9.</value>
    public int Tiers { get; init; } = 3;

    /// <summary>Whether a call that only rings begins a ticket.</summary>
    /// <value>Default: false; a ticket begins when the call is answered, missed or over.</value>
    public bool RingingOpens { get; init; }

    /// <summary>
    /// How long after closing a customer's message reopens the ticket; later, it makes a follow-up ticket. Inclusive.
    /// </summary>
    /// <value>Default: zero, so that a closed ticket stays closed.</value>
    public Duration ReopenWindow { get; init; } = Duration.Zero;

    /// <summary>
    /// How long after it was resolved a customer reopens a ticket; later, a message makes a follow-up ticket. Inclusive; agents are
    /// not bound.
    /// </summary>
    /// <value>Default: null, as long as the ticket is resolved.</value>
    public Duration? ReopenResolvedWithin { get; init; }

    /// <summary>
    /// How often messages may reopen a resolved or closed ticket in any hour; one more is recorded and reopens nothing, so that two machines that
    /// answer one another come to rest. Agents are not bound.
    /// </summary>
    /// <value>Default: 5; from 1 to 1,000.</value>
    public int ReopensPerHour { get; init; } = 5;

    /// <summary>How long after the last message of a person a resolved or answered ticket closes by itself.</summary>
    /// <value>Default: 3 days of 24 hours; null switches it off.</value>
    public Duration? AutoCloseAfter { get; init; } = Duration.FromDays(3);

    /// <summary>How long before closing by itself the customer is warned; null for no warning.</summary>
    /// <value>Default: null.</value>
    public Duration? WarnBeforeClosing { get; init; }
}
