using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Runtime.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Helpdesk.Core.Sqlite;

/// <summary>Adds the SQLite store to a host.</summary>
public static class SqliteServiceCollectionExtensions
{
    /// <summary>Keeps everything in this file; contents of attachments in the <see cref="IBlobStore"/>, if there is one. Replaces any other store.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="path">The file; made when it is not there. Opened when the store is first used.</param>
    public static IServiceCollection AddHelpdeskSqlite(this IServiceCollection services, string path)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return services.Replace(ServiceDescriptor.Singleton<IHelpdeskStore>(p => SqliteStore.Open(path, blobs: p.GetService<IBlobStore>())));
    }
}
