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

    /// <summary>Makes the worker by hand; <c>AddHelpdesk</c> does it for a host.</summary>
    /// <exception cref="ArgumentException">Two channels serve the same name.</exception>
    public Delivery(IHelpdeskStore store, TenantId tenant, TimeProvider time, IEnumerable<IOutboundChannel> channels)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        _store = store;
        _tenant = tenant;
        _time = time;
        _channels = channels.ToDictionary(c => c.Channel, StringComparer.Ordinal);
    }

    /// <summary>Hands over everything that waits now.</summary>
    /// <returns>How many messages left.</returns>
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
        var result = _channels.TryGetValue(message.Channel.Channel, out var channel)
            ? await channel.SendAsync(message, cancellationToken).ConfigureAwait(false)
            : new SendResult.Rejected(new Fault("no-channel", $"Nothing serves the channel '{message.Channel.Channel}'."));
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

    private Instant Now() => Instant.FromDateTimeOffset(_time.GetUtcNow());
}
