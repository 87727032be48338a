using Helpdesk.Core.Runtime.Storage;

namespace Helpdesk.Core.Runtime;

/// <summary>Makes the references of new tickets by the scheme of the configuration.</summary>
internal sealed class NewReferences(IHelpdeskStore store, TenantId tenant, ReferenceScheme scheme)
{
    private const int MaxTries = 1_000;

    /// <summary>A reference that nobody has; a commit finds out if somebody was faster.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="isRetry">Whether a commit was lost: only then the store is asked, and a reference that is free at once stays the same.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<TicketReference> MakeAsync(TicketId ticket, bool isRetry, CancellationToken cancellationToken)
    {
        var number = await store.NextNumberAsync(tenant, cancellationToken).ConfigureAwait(false);
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var reference = scheme.Make(ticket, number, attempt);
            if (!isRetry || await store.FindAsync(tenant, reference, cancellationToken).ConfigureAwait(false) is null)
            {
                return reference;
            }
        }

        throw new InvalidOperationException($"The scheme of references made {MaxTries} that are all taken.");
    }
}
