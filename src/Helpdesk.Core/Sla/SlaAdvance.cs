using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Sla;

/// <summary>What events did to the clocks of a ticket.</summary>
/// <param name="State">The clocks after them.</param>
/// <param name="News">
/// What has to be recorded after them: the choice of a policy, cycles fulfilled, and breaches and warnings that nobody was
/// woken for, with their true instants. The clocks know of them already.
/// </param>
/// <param name="Trace">Area <c>sla</c>: the choice of the policy, and one step for each clock with a target.</param>
public sealed record SlaAdvance(SlaState State, IReadOnlyList<TicketEvent> News, Trace Trace);
