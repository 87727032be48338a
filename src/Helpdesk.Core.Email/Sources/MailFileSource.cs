using System.Runtime.CompilerServices;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using NodaTime;

namespace Helpdesk.Core.Email.Sources;

/// <summary>
/// Mails in files, in order of arrival: a first pass notes where each stands and when it arrived, the second reads them one at a
/// time. Mails without a date keep their place behind the one before.
/// </summary>
internal sealed class MailFileSource(IReadOnlyList<MailItem> items, ChannelAddress channel) : IMessageSource
{
    public ValueTask<int> CountAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(items.Count);

    public async IAsyncEnumerable<Pickup> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var (item, arrived) in InOrder())
        {
            var raw = await LoadAsync(item, cancellationToken).ConfigureAwait(false);
            var pickup = MailReader.Read(raw, channel, item.Place);
            yield return pickup is Pickup.Readable { ArrivedAt: null } readable ? readable with { ArrivedAt = arrived } : pickup;
        }
    }

    private IEnumerable<(MailItem Item, Instant? ArrivedAt)> InOrder()
    {
        Instant? last = null;
        var dated = new List<(MailItem Item, Instant? At)>(items.Count);
        foreach (var item in items)
        {
            last = item.ArrivedAt ?? last;
            dated.Add((item, last));
        }

        return dated.OrderBy(d => d.At ?? Instant.MinValue); // stable: ties keep the order of the source
    }

    private static async Task<ReadOnlyMemory<byte>> LoadAsync(MailItem item, CancellationToken cancellationToken)
    {
        var bytes = new byte[item.Length];
        var stream = item.Open();
        await using (stream.ConfigureAwait(false))
        {
            stream.Position = item.Offset;
            await stream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        }

        return item.InMailboxFile ? bytes.AsMemory(0, MboxIndex.Unescape(bytes)) : bytes;
    }
}
