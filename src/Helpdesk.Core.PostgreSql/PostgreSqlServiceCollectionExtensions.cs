using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Helpdesk.Core.PostgreSql;

/// <summary>Adds the PostgreSQL store to a host.</summary>
public static class PostgreSqlServiceCollectionExtensions
{
    /// <summary>Keeps everything in this database; contents of attachments in the <see cref="IBlobStore"/>, if there is one. Replaces any other store.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="connectionString">
    /// As Npgsql reads it. The tables stand in the schema that <c>Search Path</c> names, <c>helpdesk</c> by default; they are made when they are
    /// not there. Opened when the store is first used.
    /// </param>
    public static IServiceCollection AddHelpdeskPostgreSql(this IServiceCollection services, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return services.Replace(ServiceDescriptor.Singleton<IHelpdeskStore>(p => PostgreSqlStore.Open(connectionString, p.GetService<IBlobStore>())));
    }
}
