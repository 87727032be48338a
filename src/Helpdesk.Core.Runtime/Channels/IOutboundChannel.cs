using Helpdesk.Core.Messages;
using NodaTime;

namespace Helpdesk.Core.Runtime.Channels;

/// <summary>
/// A way out for messages. Implementations are safe for concurrent calls. A message may be handed over more than once after
/// a crash: <see cref="OutboundMessage.IdempotencyKey"/> tells.
/// </summary>
public interface IOutboundChannel
{
    /// <summary>The channel name that this serves, such as <c>mail</c>.</summary>
    string Channel { get; }

    /// <summary>
    /// What it can do for a destination now. Asked when an answer is written, and again before it is sent: a window may have closed
    /// meanwhile.
    /// </summary>
    ValueTask<ChannelCapabilities> AskAsync(Destination destination, Instant at, CancellationToken cancellationToken = default);

    /// <summary>
    /// Hands one message over, or one part of it. The text is within <see cref="ChannelCapabilities.MaxText"/>. Cancelling is possible until the
    /// message may have left; from then on it comes to an end, in bounded time.
    /// </summary>
    /// <returns>What became of it; a refusal is a value. An exception counts as <see cref="SendResult.Unknown"/>.</returns>
    Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken = default);
}
