using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Rules;

/// <summary>An automation: woken by events, held back by a condition.</summary>
/// <param name="Id">Unique in its set.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Order">Its place; ties by id, ordinally.</param>
/// <param name="IsEnabled">Whether it takes part.</param>
/// <param name="On">Names of <see cref="Tickets.TicketEventKind"/> that wake it; never inferred from the condition.</param>
/// <param name="When">What must hold.</param>
/// <param name="Then">What follows, together or not at all.</param>
/// <param name="Stop">Whether others still fire afterwards.</param>
public sealed record Rule(
    RuleId Id,
    string Name,
    int Order,
    bool IsEnabled,
    IReadOnlyList<string> On,
    Condition When,
    IReadOnlyList<RuleAction> Then,
    RuleStop Stop)
{
    /// <summary>A label that groups rules; <see cref="RuleStop.Category"/> ends those of its own.</summary>
    public string Category { get; init; } = "";

    /// <summary>How often it fires on one ticket.</summary>
    public RuleOnce Once { get; init; }

    /// <summary>The interval at which a rule of <see cref="RuleOnce.Unlimited"/> fires again; null for any other.</summary>
    public Duration? Every { get; init; }

    /// <summary>How often it may fire on one ticket at most, whatever <see cref="Once"/> allows; null for any number.</summary>
    public int? MaxRuns { get; init; }

    /// <summary>The first instant at which it takes part; null for always.</summary>
    public Instant? ValidFrom { get; init; }

    /// <summary>The instant from which on it takes part no more; null for never.</summary>
    public Instant? ValidUntil { get; init; }

    /// <summary>Whether it fired on the ticket as often as it may.</summary>
    internal bool IsUsedUp(Ticket ticket) =>
        (Once == RuleOnce.PerTicket ? 1 : MaxRuns) is { } most && ticket.RuleRuns.GetValueOrDefault(Id.Value) >= most;

    /// <summary>Whether it takes part at an instant.</summary>
    internal bool IsValidAt(Instant at) => !(at < ValidFrom) && !(at >= ValidUntil);

    /// <summary>Whether it is enabled, woken by one of the events and its condition holds: the plain way of asking.</summary>
    internal bool Matches(IReadOnlyList<string> events, IFieldValues values)
    {
        for (var i = 0; IsEnabled && i < events.Count; i++)
        {
            if (On.Contains(events[i], StringComparer.Ordinal))
            {
                return When.Evaluate(values);
            }
        }

        return false;
    }
}
