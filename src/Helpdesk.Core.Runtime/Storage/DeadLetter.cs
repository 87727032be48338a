using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>A message that did not leave and is not tried again by itself: somebody has to decide.</summary>
/// <param name="Message">The message.</param>
/// <param name="Reason">Why.</param>
public sealed record DeadLetter(OutboundMessage Message, Fault Reason);
