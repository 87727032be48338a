using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Runtime.Storage;
using NodaTime;

namespace Helpdesk.Core.Runtime;

/// <summary>
/// Hands waiting messages to their channels, at least once each. A message is claimed for a lease; one whose worker died is
/// given out again when the lease ends.
/// </summary>
public sealed class Delivery
{
    private const int Batch = 50;
    private const int MaxAttempts = 20;

    private static readonly Duration Lease = Duration.FromMinutes(5);
    private static readonly Duration FirstPause = Duration.FromSeconds(30);

    private readonly IHelpdeskStore _store;
    private readonly TenantId _tenant;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, IOutboundChannel> _channels;
    private readonly Dictionary<string, IHostAction> _actions;

    /// <summary>Makes the worker by hand; <c>AddHelpdesk</c> does it for a host.</summary>
    /// <param name="store">Where the messages wait.</param>
    /// <param name="tenant">Whose they are.</param>
    /// <param name="time">The clock.</param>
    /// <param name="channels">What takes messages.</param>
    /// <param name="actions">What the host does itself for rules and macros; null for nothing.</param>
    /// <exception cref="ArgumentException">Two channels or two actions have the same name.</exception>
    public Delivery(
        IHelpdeskStore store, TenantId tenant, TimeProvider time, IEnumerable<IOutboundChannel> channels, IEnumerable<IHostAction>? actions = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        _store = store;
        _tenant = tenant;
        _time = time;
        _channels = channels.ToDictionary(c => c.Channel, StringComparer.Ordinal);
        _actions = (actions ?? []).ToDictionary(a => a.Name, StringComparer.Ordinal);
    }

    /// <summary>Hands over everything that waits now.</summary>
    /// <returns>How many messages left, and calls of the host were done.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken = default)
    {
        var sent = 0;
        while (true)
        {
            var claimed = await _store.ClaimOutboxAsync(_tenant, Now(), Lease, Batch, cancellationToken).ConfigureAwait(false);
            if (claimed.Count == 0)
            {
                return sent;
            }

            foreach (var item in claimed)
            {
                sent += await SendAsync(item, cancellationToken).ConfigureAwait(false) ? 1 : 0;
            }
        }
    }

    private async Task<bool> SendAsync(OutboxItem item, CancellationToken cancellationToken)
    {
        var message = item.Message;
        var result = await HandOverAsync(message, cancellationToken).ConfigureAwait(false);
        switch (result)
        {
            case SendResult.Accepted:
                await _store.CompleteOutboxAsync(_tenant, message.Id, item.Token, null, CancellationToken.None).ConfigureAwait(false);
                return true;
            case SendResult.Deferred deferred when item.Attempts < MaxAttempts:
                var pause = FirstPause * Math.Min(1 << Math.Min(item.Attempts, 10), 480);
                await _store.RetryOutboxAsync(
                    _tenant, message.Id, item.Token, Now() + Duration.Max(deferred.RetryAfter, pause), CancellationToken.None).ConfigureAwait(false);
                return false;
            default:
                var reason = result is SendResult.Rejected rejected ? rejected.Reason : ((SendResult.Deferred)result).Reason;
                await _store.CompleteOutboxAsync(_tenant, message.Id, item.Token, reason, CancellationToken.None).ConfigureAwait(false);
                return false;
        }
    }

    private async Task<SendResult> HandOverAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        if (message.Call is { } call)
        {
            return _actions.TryGetValue(call.Action, out var action)
                ? await action.RunAsync(message.Id, call, cancellationToken).ConfigureAwait(false)
                : new SendResult.Rejected(new Fault("no-action", $"The host does not know how to do '{call.Action}'."));
        }

        return _channels.TryGetValue(message.Channel.Channel, out var channel)
            ? await channel.SendAsync(message, cancellationToken).ConfigureAwait(false)
            : new SendResult.Rejected(new Fault("no-channel", $"Nothing serves the channel '{message.Channel.Channel}'."));
    }

    private Instant Now() => Instant.FromDateTimeOffset(_time.GetUtcNow());
}
