using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets.Presence;

namespace Helpdesk.Core.Runtime;

/// <summary>A ticket as an agent sees it.</summary>
/// <param name="State">The ticket with its clocks.</param>
/// <param name="Messages">The conversation, notes included, oldest first; that of merged tickets included.</param>
/// <param name="Possible">What the agent can do with it; null when it obeys a lifecycle that is not configured.</param>
/// <param name="Beside">The other agents who are on it at the moment.</param>
public sealed record TicketView(
    TicketState State,
    IReadOnlyList<TicketMessage> Messages,
    Possibilities? Possible,
    IReadOnlyList<Lease> Beside);
