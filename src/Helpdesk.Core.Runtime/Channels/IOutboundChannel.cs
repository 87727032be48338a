using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Runtime.Channels;

/// <summary>
/// A way out for messages. Implementations are safe for concurrent calls. A message may be handed over more than once after
/// a crash: <see cref="OutboundMessage.Id"/> is the idempotency key.
/// </summary>
public interface IOutboundChannel
{
    /// <summary>The channel name that this serves, such as <c>mail</c>.</summary>
    string Channel { get; }

    /// <summary>Hands one message over.</summary>
    /// <returns>What became of it; a refusal is a value.</returns>
    Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken = default);
}
