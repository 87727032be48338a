using System.Collections.Concurrent;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>
/// Wakes who waits for messages to send: what <see cref="IHelpdeskStore.WaitForMessagesAsync"/> is made of within one process. Counts how often it
/// rang, so that nobody misses what rang between a look and the wait. Thread-safe.
/// </summary>
/// <param name="time">The clock of waiting; null for the system's.</param>
public sealed class OutboxSignal(TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ConcurrentDictionary<TenantId, Bell> _bells = new();

    /// <summary>Wakes everybody who waits for messages of a tenant.</summary>
    public void Ring(TenantId tenant) => _bells.GetOrAdd(tenant, _ => new Bell()).Ring();

    /// <summary>Waits until it has rung another number of times than was seen, or for a while.</summary>
    /// <returns>How often it has rung.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<long> WaitAsync(TenantId tenant, long seen, TimeSpan atMost, CancellationToken cancellationToken = default)
    {
        var bell = _bells.GetOrAdd(tenant, _ => new Bell());
        var (count, next) = bell.Look();
        if (count != seen)
        {
            return count;
        }

        try
        {
            return await next.WaitAsync(atMost, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return bell.Look().Count;
        }
    }

    private sealed class Bell
    {
        private readonly Lock _lock = new();
        private TaskCompletionSource<long> _next = New();
        private long _count;

        public (long Count, Task<long> Next) Look()
        {
            lock (_lock)
            {
                return (_count, _next.Task);
            }
        }

        public void Ring()
        {
            TaskCompletionSource<long> rung;
            long count;
            lock (_lock)
            {
                count = ++_count;
                rung = _next;
                _next = New();
            }

            rung.SetResult(count);
        }

        private static TaskCompletionSource<long> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
