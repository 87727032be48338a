using Helpdesk.Core.Conversations.Replies;
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
    IReadOnlyList<Lease> Beside)
{
    /// <summary>
    /// What is new in a message, and what only came along: quotes, older messages, signatures. The message itself stays whole.
    /// </summary>
    public static ReplyView NewIn(TicketMessage message) => ReplyView.Of(message);

    /// <summary>
    /// The message that somebody handed on inside a message, with its author, date, subject and text. Nobody vouches for what stands there.
    /// </summary>
    /// <returns>Null when nothing was handed on.</returns>
    public static ForwardedMessage? ForwardedIn(TicketMessage message) => ForwardedMessage.In(message);
}
