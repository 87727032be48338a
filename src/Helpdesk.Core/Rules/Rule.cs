using Helpdesk.Core.Conditions;

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
    RuleStop Stop);
