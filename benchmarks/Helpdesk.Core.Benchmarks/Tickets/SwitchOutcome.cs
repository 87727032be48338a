using Helpdesk.Core.Tickets.Lifecycles;

namespace Helpdesk.Core.Benchmarks.Tickets;

/// <summary>What the plain switch says.</summary>
/// <param name="Kind">What follows.</param>
/// <param name="To">The status afterwards.</param>
/// <param name="Reason">The guard or the code of a refusal.</param>
internal readonly record struct SwitchOutcome(TransitionKind Kind, StatusId To, string Reason = "");
