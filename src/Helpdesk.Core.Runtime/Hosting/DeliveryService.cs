using Helpdesk.Core.Runtime.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Helpdesk.Core.Runtime.Hosting;

/// <summary>Hands messages over as soon as there are any, and looks again after a while for those that were put off.</summary>
internal sealed class DeliveryService(
    Delivery delivery,
    IHelpdeskStore store,
    IOptions<HelpdeskOptions> options,
    IOptions<HelpdeskWorkerOptions> workers,
    TimeProvider time,
    ILogger<DeliveryService> log)
    : Worker(time, log)
{
    private long _seen;

    protected override bool IsWanted => workers.Value.RunDelivery;

    protected override Task WorkAsync(CancellationToken stoppingToken) => delivery.RunAsync(stoppingToken);

    protected override async Task WaitAsync(CancellationToken stoppingToken) =>
        _seen = await store.WaitForMessagesAsync(new TenantId(options.Value.Tenant), _seen, workers.Value.PollInterval, stoppingToken).ConfigureAwait(false);
}
