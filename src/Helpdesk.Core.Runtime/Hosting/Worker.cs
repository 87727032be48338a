using Helpdesk.Core.Runtime.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Helpdesk.Core.Runtime.Hosting;

/// <summary>
/// Works until the host stops. A failure is told and tried again after a pause that doubles from a second to a minute, with jitter, so that hosts
/// that fail together do not come back together.
/// </summary>
internal abstract class Worker(TimeProvider time, ILogger log) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    protected TimeProvider Time => time;

    /// <summary>Whether this host does it at all.</summary>
    protected abstract bool IsWanted { get; }

    /// <summary>Does what is to be done now.</summary>
    protected abstract Task WorkAsync(CancellationToken stoppingToken);

    /// <summary>Waits until there may be something to do.</summary>
    protected abstract Task WaitAsync(CancellationToken stoppingToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var failures = 0;
        while (IsWanted && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(stoppingToken).ConfigureAwait(false);
                failures = 0;
                await WaitAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                var pause = PauseAfter(failures++);
                Log.WorkerFailed(log, GetType().Name, Kinds(exception), pause);
                Log.WorkerFailure(log, exception, GetType().Name);
                await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static TimeSpan PauseAfter(int failures)
    {
        var full = FirstPause * Math.Pow(2, Math.Min(failures, 10));
        return (full < LongestPause ? full : LongestPause) * (0.5 + (Random.Shared.NextDouble() / 2));
    }

    // What an exception says may name a person; its kind does not.
    private static string Kinds(Exception exception) => exception is AggregateException several
        ? string.Join(", ", several.InnerExceptions.Select(e => e.GetType().Name).Distinct(StringComparer.Ordinal))
        : exception.GetType().Name;
}
