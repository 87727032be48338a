using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Runtime.Contacts;

/// <summary>
/// What the host knows of the people who write: their contact and company, with the custom fields of the configuration. A
/// host brings its own; without one nobody is known. Safe for concurrent calls.
/// </summary>
public interface IContactDirectory
{
    /// <summary>The contact behind an address; null when there is none. May throw what the host's system throws.</summary>
    Task<ContactCard?> FindAsync(TenantId tenant, Address address, CancellationToken cancellationToken = default);
}
