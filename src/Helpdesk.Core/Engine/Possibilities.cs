using Helpdesk.Core.Rules;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Fields;

namespace Helpdesk.Core.Engine;

/// <summary>What can be done with a ticket now, by one actor.</summary>
/// <param name="Permitted">The triggers that would not be refused, in the order of the lifecycle.</param>
/// <param name="Refused">For each other trigger that the status knows at all why it would be, one reason a branch.</param>
/// <param name="Fields">What each custom field is.</param>
public sealed record Possibilities(
    IReadOnlyList<TriggerId> Permitted,
    IReadOnlyDictionary<TriggerId, IReadOnlyList<Fault>> Refused,
    IReadOnlyList<CustomFieldState> Fields)
{
    /// <summary>The macros that are for this ticket as it is, in the order of the configuration.</summary>
    public IReadOnlyList<Macro> Macros { get; init; } = [];
}
