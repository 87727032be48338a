using Helpdesk.Core.Engine;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Runtime;

public sealed partial class TicketDesk
{
    /// <summary>
    /// Records what is reported of the delivery of a message: on its ticket, or where that goes on. What is known already changes
    /// nothing.
    /// </summary>
    /// <param name="ticket">The ticket that has the message.</param>
    /// <param name="news">What is reported.</param>
    /// <param name="cancellationToken">Cancels before the commit, never in it.</param>
    /// <returns>As <see cref="ExecuteAsync"/>.</returns>
    /// <exception cref="WriteRaceLostException">Other writers were faster again and again; nothing was stored.</exception>
    public async Task<Outcome?> ReportAsync(TicketId ticket, DeliveryNews news, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(news);

        // The same news has the same cause: a run that was cut off and begun again ends in the same stream.
        var what = $"{news.Message}:{news.Part}:{news.State}:{news.OccurredAt?.ToUnixTimeTicks()}:{string.Join(' ', news.ExternalIds)}";
        var cause = $"delivery:{StableId.Of(news.OccurredAt ?? Now(), what):N}";
        while (true)
        {
            var outcome = await RunAsync(
                ticket, new Order(new TicketCommand.ReportDelivery(news), Actor.System, "") { Cause = cause }, cancellationToken).ConfigureAwait(false);
            if (outcome is not Outcome.Refused { Reason.Code: "merged" }
                || await SurvivorAsync(ticket, cancellationToken).ConfigureAwait(false) is not { } survivor || survivor.Id == ticket)
            {
                return outcome;
            }

            ticket = survivor.Id;
        }
    }

    /// <summary>The ticket, or the one in which it goes on.</summary>
    internal async Task<Ticket?> SurvivorAsync(TicketId ticket, CancellationToken cancellationToken) =>
        (await SurvivorStateAsync(ticket, cancellationToken).ConfigureAwait(false))?.Ticket;
}
