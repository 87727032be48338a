using Helpdesk.Core.Runtime.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Helpdesk.Core.Runtime.Hosting;

/// <summary>Once a day, from the start on, takes people out of tickets whose time is over.</summary>
internal sealed class RetentionService(
    Retention retention, IOptions<HelpdeskOptions> options, IOptions<HelpdeskWorkerOptions> workers, TimeProvider time, ILogger<RetentionService> log)
    : Worker(time, log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromDays(1);

    protected override bool IsWanted => workers.Value.RunRetention && options.Value.Retention.Count > 0;

    protected override async Task WorkAsync(CancellationToken stoppingToken)
    {
        var (tickets, refused) = (0, 0);
        await foreach (var finding in retention.RunAsync(cancellationToken: stoppingToken).ConfigureAwait(false))
        {
            tickets++;
            refused += finding.Refusal is null ? 0 : 1;
        }

        Log.Retained(log, tickets, refused);
    }

    protected override Task WaitAsync(CancellationToken stoppingToken) => Task.Delay(Pause, Time, stoppingToken);
}
