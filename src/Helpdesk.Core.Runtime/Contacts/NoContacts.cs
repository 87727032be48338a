using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Runtime.Contacts;

/// <summary>Knows nobody.</summary>
internal sealed class NoContacts : IContactDirectory
{
    public Task<ContactCard?> FindAsync(TenantId tenant, Address address, CancellationToken cancellationToken = default) =>
        Task.FromResult<ContactCard?>(null);
}
