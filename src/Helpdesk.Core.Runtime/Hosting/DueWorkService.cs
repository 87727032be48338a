using Helpdesk.Core.Runtime.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Helpdesk.Core.Runtime.Hosting;

/// <summary>Lets timers ring when their instant has come.</summary>
internal sealed class DueWorkService(
    DueWork work, IHelpdeskStore store, IOptions<HelpdeskOptions> options, IOptions<HelpdeskWorkerOptions> workers, TimeProvider time, ILogger<DueWorkService> log)
    : Worker(time, log)
{
    protected override bool IsWanted => workers.Value.RunDueWork;

    protected override Task WorkAsync(CancellationToken stoppingToken) => work.RunAsync(Now(), stoppingToken);

    protected override async Task WaitAsync(CancellationToken stoppingToken)
    {
        // What is due already is in the hands of another host.
        var due = await store.DueTimersAsync(new TenantId(options.Value.Tenant), Instant.MaxValue, 1, stoppingToken).ConfigureAwait(false);
        var poll = workers.Value.PollInterval;
        var until = due.Count == 0 ? poll : (due[0].Timer.At - Now()).ToTimeSpan();
        await Task.Delay(until > TimeSpan.Zero && until < poll ? until : poll, Time, stoppingToken).ConfigureAwait(false);
    }

    private Instant Now() => Instant.FromDateTimeOffset(Time.GetUtcNow());
}
