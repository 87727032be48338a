using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Sla;

/// <summary>
/// Counts how promises were kept, from the events that tell of it. A cycle counts where it was fulfilled, or breached and not
/// fulfilled, within the period; of a cycle that was fulfilled again after a reopening the last time counts. Memory is that of one
/// ticket and of one row a policy and metric. Not thread-safe.
/// </summary>
/// <param name="from">The beginning of the period, inclusive.</param>
/// <param name="until">Its end, exclusive.</param>
public sealed class SlaCompliance(Instant from, Instant until)
{
    private readonly Dictionary<(SlaPolicyId Policy, string Metric), SlaComplianceRow> _rows = [];
    private readonly Dictionary<(string Metric, int Cycle), (RecordedEvent Told, SlaPolicyId Policy)> _cycles = [];
    private TicketId _ticket;

    /// <summary>Takes one more event; all of one ticket come together and in order.</summary>
    public void Add(TicketId ticket, RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        if (ticket != _ticket)
        {
            Close();
            _ticket = ticket;
        }

        switch (recorded.Event)
        {
            case TicketEvent.SlaReviewed { Mode: SlaEdit.Forced }:
                _cycles.Clear(); // every result is told again
                break;
            case TicketEvent.SlaBreached { Policy: { } policy } breached when policy != SlaPolicySet.InternalId:
                _cycles.TryAdd((breached.Metric, breached.Cycle), (recorded, policy));
                break;
            case TicketEvent.SlaFulfilled fulfilled:
                _cycles[(fulfilled.Metric, fulfilled.Cycle)] = (recorded, fulfilled.Policy);
                break;
        }
    }

    /// <summary>The figures of all that was added, by policy and metric.</summary>
    public IReadOnlyList<SlaComplianceRow> Rows()
    {
        Close();
        return [.. _rows.Values.OrderBy(r => r.Policy.Value, StringComparer.Ordinal).ThenBy(r => r.Metric, StringComparer.Ordinal)];
    }

    private void Close()
    {
        foreach (var ((metric, _), (told, policy)) in _cycles)
        {
            if (told.At < from || told.At >= until)
            {
                continue;
            }

            var row = _rows.GetValueOrDefault((policy, metric), new SlaComplianceRow(policy, metric, 0, 0, 0, Duration.Zero, Duration.Zero));
            _rows[(policy, metric)] = told.Event is not TicketEvent.SlaFulfilled { Elapsed: var elapsed, Target: var target }
                ? row with { Overdue = row.Overdue + 1 }
                : row with
                {
                    Met = row.Met + (elapsed <= target ? 1 : 0),
                    Breached = row.Breached + (elapsed <= target ? 0 : 1),
                    TotalElapsed = row.TotalElapsed + elapsed,
                    Longest = elapsed > row.Longest ? elapsed : row.Longest,
                };
        }

        _cycles.Clear();
    }
}
