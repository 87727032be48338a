using Helpdesk.Core.Engine;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Sla;
using NodaTime;

namespace Helpdesk.Core.Runtime;

public sealed partial class TicketDesk
{
    private const int PageSize = 1_000;

    /// <summary>What was promised about a ticket, how it stands now, how that came about, and what comes if nothing happens.</summary>
    /// <returns>Null when there is no such ticket.</returns>
    public async Task<SlaView?> LookAtSlaAsync(TicketId ticket, CancellationToken cancellationToken = default)
    {
        if (await _store.LoadAsync(_tenant, ticket, cancellationToken).ConfigureAwait(false) is not { } state)
        {
            return null;
        }

        var stream = await _store.ReadEventsAsync(_tenant, ticket, cancellationToken).ConfigureAwait(false);
        var tools = _tools.Current;
        var around = await tools.Neighbourhood.ReadAsync(state, null, Now(), cancellationToken).ConfigureAwait(false) ?? Surroundings.None;
        var contact = around.Contacts.FirstOrDefault(c => c.Key.IsSameAs(state.Ticket.Requester)).Value;
        var now = Now();
        return new SlaView(
            state.Sla.Policy,
            [
                .. state.Sla.Clocks.Select(c => new SlaClockView(
                    c, SlaStatus.Of(c, now, tools.Configuration.Sla), [.. SlaExplanation.Stretches(c, now, tools.Configuration.Sla)])),
            ],
            SlaHistory.Read(stream, tools.Configuration.Sla, contact).Past,
            SlaExplanation.Forecast(state.Sla, tools.Configuration.Sla));
    }

    /// <summary>How promises were kept in a period, by policy and metric.</summary>
    /// <param name="from">The beginning of the period, inclusive.</param>
    /// <param name="until">Its end, exclusive.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<IReadOnlyList<SlaComplianceRow>> ComplianceAsync(Instant from, Instant until, CancellationToken cancellationToken = default)
    {
        var figures = new SlaCompliance(from, until);
        for (StoredEvent? last = null; ;)
        {
            var page = await _store.ReadSlaEventsAsync(_tenant, last, PageSize, cancellationToken).ConfigureAwait(false);
            foreach (var stored in page)
            {
                figures.Add(stored.Ticket, stored.Recorded);
            }

            if (page.Count < PageSize)
            {
                return figures.Rows();
            }

            last = page[^1];
        }
    }
}
