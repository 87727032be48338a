using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Helpdesk.Core.Runtime.Hosting;

/// <summary>Adds the background workers to a host.</summary>
public static class HelpdeskWorkersExtensions
{
    /// <summary>
    /// Has the host run <see cref="DueWork"/> and <see cref="Delivery"/> of <c>AddHelpdesk</c> in the background, and <see cref="Retention"/> once a day
    /// where there are rules; as many hosts as there are: they share the work. A host that stops finishes what is in its hands and gives the rest back. Needs logging. Safe to call twice.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets options; null for the defaults.</param>
    public static IServiceCollection AddHelpdeskWorkers(this IServiceCollection services, Action<HelpdeskWorkerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<HelpdeskWorkerOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HelpdeskWorkerOptions>, HelpdeskWorkerOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DueWorkService>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DeliveryService>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RetentionService>());
        return services;
    }
}
