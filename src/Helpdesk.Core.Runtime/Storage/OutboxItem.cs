using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>A message that waits to leave, claimed for a while.</summary>
/// <param name="Message">The message; its id is the idempotency key.</param>
/// <param name="Token">The fencing token of this claim: a later claim makes it void.</param>
/// <param name="Attempts">How often it was tried, this time included.</param>
public sealed record OutboxItem(OutboundMessage Message, long Token, int Attempts);
