using System.Text;
using Helpdesk.Core.Conversations.Matching;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.Runtime.Contacts;
using Helpdesk.Core.Runtime.Diagnostics;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Blobs;
using Helpdesk.Core.Tickets.Ratings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Helpdesk.Core.Runtime.Hosting;

/// <summary>Adds the library to a host.</summary>
public static class HelpdeskServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="Intake"/>, <see cref="Reception"/>, <see cref="TicketDesk"/>, <see cref="DueWork"/> and <see cref="Delivery"/>. Bring a store and
    /// channels before or after, <see cref="IHostAction"/>s, an <see cref="IContactDirectory"/> and a <see cref="ReferenceScheme"/> if there are
    /// any; without a store there is the in-memory one. <see cref="ActiveConfiguration"/> puts another configuration into use while they work. Safe to call twice.
    /// </summary>
    /// <exception cref="OptionsValidationException">
    /// At start, or when the first of them is resolved: every fault of the options and the configuration.
    /// </exception>
    public static IServiceCollection AddHelpdesk(this IServiceCollection services, Action<HelpdeskOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<HelpdeskOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HelpdeskOptions>, HelpdeskOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IHelpdeskStore, InMemoryStore>();
        services.TryAddSingleton<IContactDirectory, NoContacts>();
        services.TryAddSingleton(p => new ConfigurationReload(
            Options(p),
            p.GetRequiredService<IOptionsFactory<HelpdeskOptions>>(),
            p.GetServices<IOptionsChangeTokenSource<HelpdeskOptions>>(),
            options => Configure(p, options),
            Loggers(p)));
        services.TryAddSingleton(p => p.GetRequiredService<ConfigurationReload>().Active);
        services.TryAddSingleton(p => new HelpdeskHealthCheck(
            Store(p), Tenant(p), p.GetRequiredService<TimeProvider>(), p.GetService<HealthLimits>(), p.GetRequiredService<ConfigurationReload>()));
        services.TryAddTransient(p => p.GetRequiredService<ActiveConfiguration>().Current);
        services.TryAddSingleton(p => new Intake(Active(p), Store(p), Tenant(p), Contacts(p), Ratings(p), Options(p).SharedSpam, Tokens(p), Loggers(p)));
        services.TryAddSingleton(p => new TicketDesk(
            Active(p), Store(p), Tenant(p), p.GetRequiredService<TimeProvider>(), Contacts(p), Ratings(p), Tokens(p), p.GetServices<IOutboundChannel>(), Loggers(p)));
        services.TryAddSingleton(p => new DueWork(Active(p), Store(p), Tenant(p), Contacts(p), Tokens(p), Loggers(p)));
        services.TryAddSingleton(p => new Retention(
            p.GetRequiredService<TicketDesk>(), Store(p), Tenant(p), p.GetRequiredService<TimeProvider>(), Options(p).Retention));
        services.TryAddSingleton(p => new Reception(p.GetRequiredService<Intake>(), p.GetRequiredService<TicketDesk>(), Store(p), Tenant(p)));
        services.TryAddSingleton(p =>
            new Delivery(p.GetRequiredService<TicketDesk>(), Store(p), Tenant(p), p.GetRequiredService<TimeProvider>(), p.GetServices<IOutboundChannel>(), p.GetServices<IHostAction>(), Loggers(p)));
        return services;
    }

    /// <summary>
    /// Keeps the contents of attachments as files below a folder and not in the database, and adds <see cref="BlobSweep"/>. What is in the
    /// database already stays there. Replaces any other <see cref="IBlobStore"/>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="folder">The folder; made when it is not there. Hosts of one database need the same.</param>
    public static IServiceCollection AddHelpdeskBlobs(this IServiceCollection services, string folder)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        services.TryAddSingleton(TimeProvider.System);
        services.Replace(ServiceDescriptor.Singleton<IBlobStore>(p => new FileBlobStore(folder, p.GetRequiredService<TimeProvider>())));
        services.TryAddSingleton(p => new BlobSweep(Store(p), p.GetRequiredService<IBlobStore>(), p.GetRequiredService<TimeProvider>()));
        return services;
    }

    // A scheme of references of the host's own is registered as a service.
    private static HelpdeskConfiguration Configure(IServiceProvider provider, HelpdeskOptions options)
    {
        var configuration = HelpdeskConfiguration
            .Parse(options.Configuration, options.Fields, provider.GetServices<IHostAction>().Select(a => a.Name)).Require();
        return provider.GetService<ReferenceScheme>() is { } own ? configuration.WithReferences(own)
            : Secret(provider) is { Length: > 0 } secret ? configuration.WithSecret(secret)
            : configuration;
    }

    private static RatingInvitation? Ratings(IServiceProvider provider) => Active(provider).Current.Ratings is { } terms
        ? new RatingInvitation(terms, new RatingTokens(Secret(provider)))
        : null;

    // The current secret signs; the former ones still verify.
    private static MessageTokens? Tokens(IServiceProvider provider) => Options(provider) is { Secret.Length: > 0 } options
        ? new MessageTokens(Tenant(provider), options.FormerSecrets.Prepend(options.Secret).Select(s => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(s)))
        : null;

    private static byte[] Secret(IServiceProvider provider) => Encoding.UTF8.GetBytes(Options(provider).Secret);

    private static ILoggerFactory? Loggers(IServiceProvider provider) => provider.GetService<ILoggerFactory>();

    private static IContactDirectory Contacts(IServiceProvider provider) => provider.GetRequiredService<IContactDirectory>();

    private static HelpdeskOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<HelpdeskOptions>>().Value;

    private static TenantId Tenant(IServiceProvider provider) => new(Options(provider).Tenant);

    private static ActiveConfiguration Active(IServiceProvider provider) => provider.GetRequiredService<ActiveConfiguration>();

    private static IHelpdeskStore Store(IServiceProvider provider) => provider.GetRequiredService<IHelpdeskStore>();
}
