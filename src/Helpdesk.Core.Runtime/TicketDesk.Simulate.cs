using System.Runtime.CompilerServices;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Engine.Simulation;

namespace Helpdesk.Core.Runtime;

public sealed partial class TicketDesk
{
    private const int PageOfTickets = 200;

    /// <summary>
    /// What would differ if another configuration had been in use: every stored ticket's past is played under the desk's configuration and
    /// under the other one. Nothing is stored and nothing leaves. One ticket is in memory at a time.
    /// </summary>
    /// <param name="other">The other configuration, such as <see cref="HelpdeskConfiguration.WithRules"/> of this one.</param>
    /// <param name="period">What counts.</param>
    /// <param name="progress">Told how many tickets are done, after each; null for nobody.</param>
    /// <param name="cancellationToken">Cancels between two tickets.</param>
    /// <returns>A comparison a ticket that had begun, in the order of their ids; the same stored past gives the same.</returns>
    public async IAsyncEnumerable<TicketComparison> SimulateAsync(
        HelpdeskConfiguration other,
        SimulationPeriod period,
        IProgress<int>? progress = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var simulation = new RuleSimulation(_tools.Current.Configuration, other, period);
        var done = 0;
        TicketId? last = null;
        while (await _store.ReadTicketIdsAsync(_tenant, last, PageOfTickets, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (var ticket in page)
            {
                if (simulation.Compare(await HistoryAsync(ticket, cancellationToken).ConfigureAwait(false)) is { } comparison)
                {
                    yield return comparison;
                }

                progress?.Report(++done);
            }

            last = page[^1];
        }
    }

    private async Task<TicketHistory> HistoryAsync(TicketId ticket, CancellationToken cancellationToken)
    {
        var stream = await _store.ReadEventsAsync(_tenant, ticket, cancellationToken).ConfigureAwait(false);
        var requester = ((Tickets.TicketEvent.Opened)stream[0].Event).Requester;
        return new TicketHistory(
            stream,
            await _store.ReadMessagesAsync(_tenant, ticket, cancellationToken).ConfigureAwait(false),
            await _contacts.FindAsync(_tenant, requester, cancellationToken).ConfigureAwait(false));
    }
}
