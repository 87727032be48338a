using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Runtime;

/// <summary>The spam model as last read; of a newer one only what has changed is read.</summary>
internal sealed class SpamModelCache(IHelpdeskStore store, TenantId tenant)
{
    private volatile Entry _entry = new(0, SpamModel.Empty);

    public async Task<SpamModel> GetAsync(CancellationToken cancellationToken)
    {
        var known = _entry;
        if (await store.ReadSpamModelAsync(tenant, known.Version, cancellationToken).ConfigureAwait(false) is { } change)
        {
            _entry = known = new Entry(change.Version, change.Over(known.Model));
        }

        return known.Model;
    }

    private sealed record Entry(long Version, SpamModel Model);
}
