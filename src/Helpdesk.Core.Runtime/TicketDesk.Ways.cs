using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;
using NodaTime;

namespace Helpdesk.Core.Runtime;

public sealed partial class TicketDesk
{
    /// <summary>
    /// Where an answer may go, to be asked before it is written: first where it goes by itself, then the other ways by which customers of the
    /// ticket wrote, the last one first. An answer never changes its channel by itself.
    /// </summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>None when there is no such ticket.</returns>
    public async Task<IReadOnlyList<OpenWay>> ReadWaysAsync(TicketId ticket, CancellationToken cancellationToken = default)
    {
        if (await _store.LoadAsync(_tenant, ticket, cancellationToken).ConfigureAwait(false) is not { } state)
        {
            return [];
        }

        var messages = await _store.ReadMessagesAsync(_tenant, ticket, cancellationToken).ConfigureAwait(false);
        var (now, ways) = (Now(), new List<OpenWay>());
        foreach (var way in _tools.Current.Engine.Ways(state, messages))
        {
            var destination = new Destination(way.Point.Channel, way.To, way.Point.Conversation, way.Point.HeardAt);
            var can = _channels.TryGetValue(way.Point.Channel.Channel, out var channel)
                ? await channel.AskAsync(destination, now, cancellationToken).ConfigureAwait(false)
                : null;
            ways.Add(new OpenWay(way, can, can?.Refusal(now)));
        }

        return ways;
    }

    // Why what a person writes cannot leave; null when it can, as far as the channels here can say.
    private async Task<Fault?> RefusalAsync(IReadOnlyList<OutboundMessage> leaving, Instant now, CancellationToken cancellationToken)
    {
        foreach (var message in leaving.Where(m => m is { IsAutomatic: false, Call: null }))
        {
            if (!_channels.TryGetValue(message.Channel.Channel, out var channel))
            {
                continue;
            }

            var destination = new Destination(message.Channel, message.To, message.Conversation, message.HeardAt);
            var can = await channel.AskAsync(destination, now, cancellationToken).ConfigureAwait(false);
            if (can.Refusal(message, now) is { } no)
            {
                return no;
            }
        }

        return null;
    }
}
