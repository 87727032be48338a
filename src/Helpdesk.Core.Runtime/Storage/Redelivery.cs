using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>What is known of a cause that came again.</summary>
/// <param name="Ticket">The ticket that has the message now; null when it was put aside, or the cause was no message.</param>
/// <param name="Message">The message.</param>
/// <param name="By">All ways by which it came, each once, in order: one mail may reach two mailboxes.</param>
public sealed record Redelivery(TicketId? Ticket, MessageId? Message, IReadOnlyList<ChannelAddress> By);
