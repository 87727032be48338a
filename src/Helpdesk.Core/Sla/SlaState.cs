using NodaTime;

namespace Helpdesk.Core.Sla;

/// <summary>The clocks of one ticket. Immutable.</summary>
/// <param name="Clocks">At most one a metric, by the order of the metrics' ids.</param>
public sealed record SlaState(IReadOnlyList<SlaClock> Clocks)
{
    /// <summary>No clocks.</summary>
    public static SlaState Empty { get; } = new([]);

    /// <summary>The policy that was chosen last; null before the first choice.</summary>
    public SlaPolicyId? Policy { get; init; }

    /// <summary>Whether an agent answered at least once.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>The running clock that is due first, breached ones included; null when none is due.</summary>
    public SlaClock? Next
    {
        get
        {
            SlaClock? next = null;
            for (var i = 0; i < Clocks.Count; i++)
            {
                next = Clocks[i].DueAt is { } due && (next is null || due < next.DueAt) ? Clocks[i] : next;
            }

            return next;
        }
    }

    /// <summary>When the next warning or breach has to be told; null when none is ahead. Nothing changes before that by itself.</summary>
    public Instant? NextWakeAt
    {
        get
        {
            Instant? next = null;
            for (var i = 0; i < Clocks.Count; i++)
            {
                next = Clocks[i].NextWakeAt is { } at && (next is null || at < next) ? at : next;
            }

            return next;
        }
    }

    /// <summary>The clock of a metric; null when it never began.</summary>
    public SlaClock? Find(string metric)
    {
        for (var i = 0; i < Clocks.Count; i++)
        {
            if (string.Equals(Clocks[i].Metric, metric, StringComparison.Ordinal))
            {
                return Clocks[i];
            }
        }

        return null;
    }
}
