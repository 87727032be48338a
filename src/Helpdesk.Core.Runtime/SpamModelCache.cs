using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Runtime;

/// <summary>The spam model as last read; read again only when the store has a newer one.</summary>
internal sealed class SpamModelCache(IHelpdeskStore store, TenantId tenant)
{
    private volatile Entry? _entry;

    public async Task<SpamModel> GetAsync(CancellationToken cancellationToken)
    {
        var known = _entry;
        if (await store.LoadSpamModelAsync(tenant, known?.Version, cancellationToken).ConfigureAwait(false) is { } fresh)
        {
            _entry = known = new Entry(fresh.Version, fresh.Model);
        }

        return known!.Model;
    }

    private sealed record Entry(long Version, SpamModel Model);
}
