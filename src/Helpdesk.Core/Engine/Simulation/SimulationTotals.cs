namespace Helpdesk.Core.Engine.Simulation;

/// <summary>What a simulation came to over many tickets. Not safe for concurrent calls.</summary>
public sealed class SimulationTotals
{
    private readonly SortedDictionary<string, RuleTotals> _rules = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _fields = new(StringComparer.Ordinal);

    /// <summary>The tickets.</summary>
    public int Tickets { get; private set; }

    /// <summary>Those for which something differs.</summary>
    public int Changed { get; private set; }

    /// <summary>Those that go to other agents.</summary>
    public int Reassigned { get; private set; }

    /// <summary>What leaves under the first.</summary>
    public int SentBefore { get; private set; }

    /// <summary>What leaves under the second.</summary>
    public int SentAfter { get; private set; }

    /// <summary>The missed targets under the first.</summary>
    public int BreachesBefore { get; private set; }

    /// <summary>The missed targets under the second.</summary>
    public int BreachesAfter { get; private set; }

    /// <summary>How often rules fired, by id: those that fired under either.</summary>
    public IReadOnlyList<RuleTotals> Rules => [.. _rules.Values];

    /// <summary>How many tickets end up with another value, by field.</summary>
    public IReadOnlyDictionary<string, int> Fields => _fields;

    /// <summary>Counts a ticket.</summary>
    public void Add(TicketComparison ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        Tickets++;
        Changed += ticket.IsSame ? 0 : 1;
        Reassigned += ticket.Before.Assignments.SequenceEqual(ticket.After.Assignments) ? 0 : 1;
        SentBefore += ticket.Before.Sent.Count;
        SentAfter += ticket.After.Sent.Count;
        BreachesBefore += ticket.Before.Breaches.Count;
        BreachesAfter += ticket.After.Breaches.Count;
        foreach (var rule in ticket.Before.Firings.Concat(ticket.After.Firings).Select(f => f.Rule).Distinct())
        {
            var (before, after) = (ticket.Before.Firings.Count(f => f.Rule == rule), ticket.After.Firings.Count(f => f.Rule == rule));
            var known = _rules.GetValueOrDefault(rule.Value) ?? new RuleTotals(rule, 0, 0, 0, 0);
            _rules[rule.Value] = new RuleTotals(
                rule, known.Before + before, known.After + after, known.TicketsBefore + Math.Sign(before), known.TicketsAfter + Math.Sign(after));
        }

        foreach (var field in ticket.Fields)
        {
            _fields[field.Name] = _fields.GetValueOrDefault(field.Name) + 1;
        }
    }
}
